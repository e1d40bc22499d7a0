import type { SessionBook } from './book.js';
import type { Parts } from './core.js';
import { asChatError, type ChatError } from './error.js';
import type { ChannelEvent, CreateSession, KnownEvent, ReadMark, Session } from './generated/api.js';
import { laterOf, withEvent, withRead } from './reduce.js';
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
  /** How many messages wait in all that were read; those of muted sessions don't count. */
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
/** Sessions whose channels are listened to all the time; a connection may hold 200 channels in all. */
const MOST_LIVE = 60;
/** What is missing of a session is read once for several reasons to read it. */
const REFRESH_MS = 200;

export function createSessions({ http, connection, cache, me }: Parts): SessionsParts {
  const all = store<readonly Session[]>([]);
  const loaded = store(false);
  const next = store<string | undefined>(undefined);
  const error = store<ChatError | undefined>(undefined);
  const refreshes = new Map<string, ReturnType<typeof setTimeout>>();
  const live = new Map<string, Dispose>();
  let watched = 0;

  const find = (id: string) => all.get().find((session) => session.id === id);

  function change(sessions: readonly Session[]): void {
    const sorted = [...sessions].sort((a, b) => Date.parse(b.lastActivity) - Date.parse(a.lastActivity));
    all.set(sorted);
    cache?.saveSessions(() => ({ items: all.get(), listed: loaded.get() }));
    listen();
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
        refresh(id).catch(() => undefined);
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

  /** Listens to the sessions that are in the list now, and no longer to those that have left it. */
  function listen(): void {
    const wanted = new Set(
      watched > 0
        ? all
            .get()
            .slice(0, MOST_LIVE)
            .map(({ id }) => id)
        : [],
    );
    for (const [id, dispose] of live) {
      if (!wanted.has(id)) {
        live.delete(id);
        dispose();
      }
    }
    for (const id of wanted) {
      if (!live.has(id)) {
        const listener = {
          onEvent: (event: KnownEvent | ChannelEvent) => heard(id, event),
          onSubscribed: ({ seq, recovered }: { seq: number; recovered: boolean }) => {
            if (!recovered && seq > (find(id)?.lastSeq ?? seq)) {
              refreshSoon(id);
            }
          },
          onEnded: () => {
            live.delete(id);
            refresh(id).catch(() => undefined);
          },
        };
        live.set(id, connection.listen(`chat_session_${id}`, listener));
      }
    }
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
      listen();
    }
    return () => {
      watched--;
      if (watched === 0) {
        unwatch?.();
        listen();
      }
    };
  }
  let unwatch: Dispose | undefined;

  return {
    items: derived([all, loaded], (sessions, known) => (known ? sessions : undefined), watch),
    unread: derived(
      [all],
      (sessions) => sessions.reduce((sum, { muted, unread }) => sum + (muted ? 0 : unread), 0),
      watch,
    ),
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
    updated({ sessionId, change: what, userId }) {
      if (what === 'member_removed' && userId === me()) {
        gone(sessionId);
      } else if (watched > 0 || find(sessionId) !== undefined) {
        refreshSoon(sessionId);
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
      change([]);
    },
  };
}
