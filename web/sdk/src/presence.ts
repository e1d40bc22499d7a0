import type { Connection } from './connection.js';
import type { Presence as Present, PresenceCall, PresenceChange, PresenceSummary } from './generated/api.js';
import { store, type Readable } from './store.js';

export interface Presence {
  /** Who is here, by user id; in a session with more than 200 some of them. */
  readonly users: Readable<ReadonlyMap<string, Present>>;
  readonly count: Readable<number>;
  /** Says how the user is here, and anything else in `state`; said again after each reconnect. */
  set(how: { status?: 'online' | 'away'; state?: Record<string, unknown> }): Promise<void>;
}

export interface PresenceParts extends Presence {
  changed(change: PresenceChange): void;
  summed(summary: PresenceSummary): void;
  /** The subscription has begun: asks who is here, and says again what was said. */
  refresh(): void;
  clear(): void;
}

const AGAIN_MS = 3_000;

export function createPresence(connection: Connection, sessionId: string): PresenceParts {
  const users = store<ReadonlyMap<string, Present>>(new Map());
  const count = store(0);
  let said: Omit<PresenceCall, 'sessionId'> = {};
  /** What was heard since the last question: its answer may not know of it. */
  let heard: Present[] | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  function know(items: readonly Present[], total: number): void {
    users.set(new Map(items.map((item) => [item.userId, item])));
    count.set(total);
  }

  function change(present: Present): void {
    const next = new Map(users.get()).set(present.userId, present);
    if (present.status === 'offline') {
      next.delete(present.userId);
    }
    know([...next.values()], next.size);
  }

  async function ask(): Promise<void> {
    clearTimeout(again);
    const news: Present[] = (heard = []);
    const { items, total, complete } = await connection.call('chat.presence', { sessionId, ...said });
    know(items, total);
    if (heard === news) {
      heard = undefined;
    }
    news.forEach(change);
    if (!complete) {
      // Servers came or went some seconds ago, and somebody may be missing.
      again = setTimeout(refresh, AGAIN_MS);
    }
  }

  /** A courtesy: where it fails, it comes back with the next event or reconnect. */
  function refresh(): void {
    ask().catch(() => undefined);
  }

  return {
    users,
    count,
    async set(how) {
      said = { ...said, ...how };
      await ask();
    },
    changed({ sessionId: _, ...present }) {
      heard?.push(present);
      change(present);
    },
    summed({ items, total }) {
      if (items === undefined) {
        count.set(total);
      } else {
        know(items, total);
      }
    },
    refresh,
    clear() {
      clearTimeout(again);
      know([], 0);
    },
  };
}
