import { Store } from './store';

export type Route = { page: 'home' } | { page: 'session'; sessionId: string } | { page: 'operator' };

export function parseRoute(hash: string): Route {
  const [page, id] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'session' && id !== undefined && /^[0-9a-f-]{36}$/.test(id)) {
    return { page: 'session', sessionId: id };
  }
  return page === 'operator' ? { page: 'operator' } : { page: 'home' };
}

/** Where the user is, from the part of the address after the #, so that Back and reload work. */
export const route = new Store<Route>(parseRoute(location.hash));

window.addEventListener('hashchange', () => route.set(parseRoute(location.hash)));

export function goTo(target: Route): void {
  location.hash =
    target.page === 'session' ? `#/session/${target.sessionId}` : target.page === 'home' ? '#/' : '#/operator';
}
