import { Store } from './store';

const PREFIX = 'cogo.draft ';

/** What a user is writing in a session, kept in this browser until it is sent or they log out. */
export function draftOf(me: string, sessionId: string): Store<string> {
  const key = `${PREFIX}${me} ${sessionId}`;
  const draft = new Store(attempt(() => localStorage.getItem(key)) ?? '');
  draft.subscribe((text) =>
    attempt(() => (text === '' ? localStorage.removeItem(key) : localStorage.setItem(key, text))),
  );
  return draft;
}

export function forgetDrafts(): void {
  attempt(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => localStorage.removeItem(key)),
  );
}

/** Where nothing may be kept, or there is no room, drafts live as long as the page. */
function attempt<T>(job: () => T): T | undefined {
  try {
    return job();
  } catch {
    return undefined;
  }
}
