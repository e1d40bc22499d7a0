import type { Parts } from './core.js';
import type { ChannelEvent, KnownEvent, Session, SessionUpdate } from './generated/api.js';
import { derived, store, type Readable } from './store.js';
import type { CallOptions } from './types.js';

/** What is known of sessions. */
export interface SessionBook {
  one(id: string): Readable<Session | undefined>;
  /** Reads it anew; one that is no longer there is forgotten. */
  refresh(id: string, options?: CallOptions): Promise<void>;
  /** What a session's channel says. */
  heard(id: string, event: KnownEvent | ChannelEvent): void;
  /** What the user's own channel says of sessions: it has no place in a timeline, and says where to look or where they stand. */
  told(event: KnownEvent | ChannelEvent): void;
  /** The user has read it up to a seq. */
  read(id: string, seq: number): void;
  /** Takes up what was kept. */
  restore(): Promise<void>;
  clear(): void;
}

/** The sessions of rooms that are used: read when they are, and again when something about them changes. */
export function createBook({ http, cache }: Parts): SessionBook {
  const all = store<ReadonlyMap<string, Session>>(new Map());

  async function refresh(sessionId: string, { signal }: CallOptions = {}): Promise<void> {
    const session = await http.call('GET /chat/session/{sessionId}', { path: { sessionId }, signal });
    all.update((known) => new Map(known).set(sessionId, session));
    cache?.saveSessions(() => ({ items: [...all.get().values()], listed: false }));
  }

  function again(id: string): void {
    if (all.get().has(id)) {
      refresh(id).catch(() => undefined);
    }
  }

  return {
    one: (id) => derived([all], (known) => known.get(id)),
    refresh,
    heard(id, event) {
      if (event.event === 'session_updated') {
        again(id);
      }
    },
    told: ({ payload }) => again((payload as SessionUpdate).sessionId),
    read: () => undefined,
    async restore() {
      const kept = await cache?.sessions();
      all.update(
        (known) => new Map([...(kept?.items.map((session) => [session.id, session] as const) ?? []), ...known]),
      );
    },
    clear: () => all.set(new Map()),
  };
}
