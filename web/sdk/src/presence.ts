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

export function createPresence(connection: Connection, sessionId: string): PresenceParts {
  const users = store<ReadonlyMap<string, Present>>(new Map());
  const count = store(0);
  let said: Omit<PresenceCall, 'sessionId'> = {};

  function know(items: readonly Present[], total: number): void {
    users.set(new Map(items.map((item) => [item.userId, item])));
    count.set(total);
  }

  async function ask(): Promise<void> {
    const { items, total } = await connection.call('chat.presence', { sessionId, ...said });
    know(items, total);
  }

  return {
    users,
    count,
    async set(how) {
      said = { ...said, ...how };
      await ask();
    },
    changed({ sessionId: _, ...present }) {
      const next = new Map(users.get());
      if (present.status === 'offline') {
        next.delete(present.userId);
      } else {
        next.set(present.userId, present);
      }
      know([...next.values()], next.size);
    },
    summed({ items, total }) {
      if (items === undefined) {
        count.set(total);
      } else {
        know(items, total);
      }
    },
    refresh() {
      // A courtesy: it comes back with the next event or reconnect.
      ask().catch(() => undefined);
    },
    clear: () => know([], 0),
  };
}
