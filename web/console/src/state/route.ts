import { Store } from './store';

export type Route =
  | { page: 'home' }
  /** `at` is the seq of a message to go to. */
  | { page: 'session'; sessionId: string; at?: number }
  | { page: 'invite'; token: string }
  /** An invite to register, of an operator. */
  | { page: 'join'; token: string }
  /** A link to choose a password by. */
  | { page: 'password'; token: string }
  | { page: 'account' }
  | { page: 'operator'; part?: OperatorPart };

/** What operators look at; without one the live board. */
export const OPERATOR_PARTS = [
  'board',
  'activity',
  'users',
  'sessions',
  'agents',
  'webhooks',
  'audit',
  'announce',
] as const;

export type OperatorPart = (typeof OPERATOR_PARTS)[number];

export function parseRoute(hash: string): Route {
  const [page, id, word, number] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'session' && id !== undefined && /^[0-9a-f-]{36}$/.test(id)) {
    return word === 'at' && /^[1-9]\d{0,14}$/.test(number ?? '')
      ? { page: 'session', sessionId: id, at: Number(number) }
      : { page: 'session', sessionId: id };
  }
  if ((page === 'invite' || page === 'join' || page === 'password') && id !== undefined && /^[\w-]{1,64}$/.test(id)) {
    return { page, token: id };
  }
  if (page === 'operator') {
    const part = OPERATOR_PARTS.find((known) => known === id);
    return part === undefined ? { page } : { page, part };
  }
  return page === 'account' ? { page } : { page: 'home' };
}

export function hashOf(target: Route): string {
  switch (target.page) {
    case 'home':
      return '#/';
    case 'session':
      return `#/session/${target.sessionId}${target.at === undefined ? '' : `/at/${target.at}`}`;
    case 'invite':
    case 'join':
    case 'password':
      return `#/${target.page}/${target.token}`;
    case 'operator':
      return target.part === undefined ? '#/operator' : `#/operator/${target.part}`;
    case 'account':
      return '#/account';
  }
}

/** Where the user is, from the part of the address after the #, so that Back and reload work. */
export const route = new Store<Route>(parseRoute(location.hash));

window.addEventListener('hashchange', () => route.set(parseRoute(location.hash)));

export function goTo(target: Route): void {
  const hash = hashOf(target);
  if (location.hash === hash) {
    // Also a second wish for the same place is one.
    route.set(parseRoute(hash));
  } else {
    location.hash = hash;
  }
}

/** What leads members of a session to a message of it. */
export function messageLink(sessionId: string, seq: number): string {
  return `${location.origin}/${hashOf({ page: 'session', sessionId, at: seq })}`;
}

/** What to give to others, so that they can join. */
export function inviteLink(token: string): string {
  return `${location.origin}/${hashOf({ page: 'invite', token })}`;
}
