import type { SessionBook } from './book.js';
import type { Parts } from './core.js';
import { asChatError, type ChatError } from './error.js';
import type {
  ActiveSession,
  ChannelEvent,
  CreateSession,
  KnownEvent,
  ReadMark,
  Session,
  SessionActivity,
  SessionUpdate,
} from './generated/api.js';
import { laterOf, withActivity, withEvent, withRead } from './reduce.js';
import { derived, store, type Dispose, type Readable } from './store.js';
import { timelineOf } from './timeline.js';
import type { CallOptions } from './types.js';

/** The user's sessions, newest activity first. They are kept up to date while somebody listens to `items` or `unread`. */
export interface Sessions {
  /** Undefined until they were read. */
  readonly items: Readable<readonly Session[] | undefined>;
  readonly hasMore: Readable<boolean>;
  /** Why they could not be read the last time. */
  readonly error: Readable<ChatError | undefined>;
  /** How many messages wait in all sessions of the user; those of muted ones don't count. */
  readonly unread: Readable<number>;
  load(options?: CallOptions): Promise<void>;
  loadMore(options?: CallOptions): Promise<void>;
  create(session: CreateSession, options?: CallOptions): Promise<Session>;
}

export interface SessionsParts extends Sessions, SessionBook {
  put(session: Session): void;
  gone(id: string): void;
}

const PAGE = 50;
/** What is missing of a session is read once for several reasons to read it. */
const REFRESH_MS = 200;

export function createSessions({ http, connection, cache, me }: Parts): SessionsParts {
  const all = store<readonly Session[]>([]);
  const loaded = store(false);
  const next = store<string | undefined>(undefined);
  const error = store<ChatError | undefined>(undefined);
  const rest = store(0);
  const refreshes = new Map<string, ReturnType<typeof setTimeout>>();
  let watched = 0;

  const find = (id: string) => all.get().find((session) => session.id === id);

  function change(sessions: readonly Session[]): void {
    const sorted = [...sessions].sort((a, b) => Date.parse(b.lastActivity) - Date.parse(a.lastActivity));
    all.set(sorted);
    cache?.saveSessions(() => ({ items: all.get(), listed: loaded.get() }));
  }

  function replace(id: string, how: (session: Session) => Session): void {
    const known = find(id);
    const changed = known && how(known);
    if (changed !== undefined && changed !== known) {
      change(all.get().map((session) => (session === known ? changed : session)));
    }
  }

  function put(session: Session): void {
    const known = find(session.id);
    change([laterOf(known, session), ...all.get().filter((other) => other !== known)]);
  }

  function gone(id: string): void {
    if (find(id) !== undefined) {
      change(all.get().filter((session) => session.id !== id));
    }
  }

  async function refresh(sessionId: string, { signal }: CallOptions = {}): Promise<void> {
    try {
      put(await http.call('GET /chat/session/{sessionId}', { path: { sessionId }, signal }));
    } catch (reason) {
      if (asChatError(reason).status === 404) {
        gone(sessionId);
      }
      throw reason;
    }
  }

  function refreshSoon(id: string): void {
    if (!refreshes.has(id)) {
      const timer = setTimeout(() => {
        refreshes.delete(id);
        refresh(id)
          .then(() => countRest())
          .catch(() => undefined);
      }, REFRESH_MS);
      refreshes.set(id, timer);
    }
  }

  function heard(id: string, event: KnownEvent | ChannelEvent): void {
    if (event.event === 'read') {
      const mark = event.payload as ReadMark;
      if (mark.userId === me()) {
        // Read at another place; how much is left only the server knows.
        replace(id, (session) => withRead(session, mark.seq));
        if ((find(id)?.unread ?? 0) > 0) {
          refreshSoon(id);
        }
      }
      return;
    }
    const events = timelineOf(event);
    const [first] = events;
    const session = find(id);
    if (session !== undefined && first !== undefined && first.seq > session.lastSeq + 1) {
      refreshSoon(id);
    }
    replace(id, (known) => events.reduce((changed, each) => withEvent(changed, each, me()), known));
  }

  function active(item: ActiveSession): void {
    if (find(item.sessionId) === undefined ? watched > 0 : item.changed) {
      refreshSoon(item.sessionId);
    }
    replace(item.sessionId, (session) => withActivity(session, item));
  }

  const waiting = (sessions: readonly Session[]) =>
    sessions.reduce((sum, { muted, unread }) => sum + (muted ? 0 : unread), 0);

  /** What waits in the sessions that were not read. */
  async function countRest(signal?: AbortSignal): Promise<void> {
    const here = waiting(all.get());
    const { messages } =
      next.get() === undefined ? { messages: here } : await http.call('GET /chat/unread', { signal });
    rest.set(Math.max(0, messages - here));
  }

  async function load({ signal }: CallOptions = {}): Promise<void> {
    try {
      const page = await http.call('GET /chat/sessions', { query: { limit: PAGE }, signal });
      next.set(page.next ?? undefined);
      error.set(undefined);
      loaded.set(true);
      const ids = new Set(page.items.map(({ id }) => id));
      // What is not on the page may have ended, or only be old: those that somebody listens to will hear of it.
      const others = page.next === null ? [] : all.get().filter(({ id }) => !ids.has(id));
      change([...page.items.map((session) => laterOf(find(session.id), session)), ...others]);
      await countRest(signal);
    } catch (reason) {
      error.set(asChatError(reason));
      throw reason;
    }
  }

  /** While somebody looks at the list, it is read at each connection. */
  function watch(): Dispose {
    watched++;
    let disposeState: Dispose | undefined;
    if (watched === 1) {
      const look = () => connection.state.get().status === 'connected' && load().catch(() => undefined);
      disposeState = connection.state.subscribe(look);
      unwatch = disposeState;
      look();
    }
    return () => {
      watched--;
      if (watched === 0) {
        unwatch?.();
      }
    };
  }
  let unwatch: Dispose | undefined;

  return {
    items: derived([all, loaded], (sessions, known) => (known ? sessions : undefined), watch),
    unread: derived([all, rest], (sessions, others) => waiting(sessions) + others, watch),
    hasMore: derived([next], (cursor) => cursor !== undefined),
    error,
    load,
    async loadMore({ signal } = {}) {
      const cursor = next.get();
      if (cursor !== undefined) {
        const query = { limit: PAGE, cursor };
        const page = await http.call('GET /chat/sessions', { query, signal });
        next.set(page.next ?? undefined);
        const ids = new Set(page.items.map(({ id }) => id));
        const more = page.items.map((session) => laterOf(find(session.id), session));
        change([...all.get().filter(({ id }) => !ids.has(id)), ...more]);
        await countRest(signal);
      }
    },
    async create(body, { signal } = {}) {
      const created = await http.call('POST /chat/session', { body, signal });
      put(created);
      return created;
    },
    one: (id) => derived([all], (sessions) => sessions.find((session) => session.id === id)),
    put,
    gone,
    refresh,
    heard,
    told(event) {
      if (event.event === 'session_activity') {
        const { items, complete } = event.payload as SessionActivity;
        items.forEach(active);
        if (!complete && watched > 0) {
          load().catch(() => undefined);
        }
      } else if (event.event === 'session_updated') {
        const { sessionId, change: what, userId } = event.payload as SessionUpdate;
        if (what === 'member_removed' && userId === me()) {
          gone(sessionId);
        } else if (watched > 0 || find(sessionId) !== undefined) {
          refreshSoon(sessionId);
        }
      }
    },
    read: (id, seq) => replace(id, (session) => withRead(session, seq)),
    async restore() {
      const kept = await cache?.sessions();
      if (kept !== undefined && !loaded.get()) {
        loaded.set(kept.listed);
        change([...kept.items.filter(({ id }) => find(id) === undefined), ...all.get()]);
      }
    },
    clear() {
      refreshes.forEach((timer) => clearTimeout(timer));
      refreshes.clear();
      loaded.set(false);
      next.set(undefined);
      rest.set(0);
      change([]);
    },
  };
}
