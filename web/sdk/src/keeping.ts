import { createCache, type Cache } from './cache.js';
import type { Message as Stored, User } from './generated/api.js';
import type { Entry } from './outbox.js';
import { safeStorage, type ChatStorage, type Persistence, type SafeStorage } from './storage.js';
import type { Dispose, Readable } from './store.js';
import { exclusive, shareBetweenTabs } from './tabs.js';

/** What makes a chat outlive its page: the user, what waits to be sent, and what was read last. */
export interface Keeping {
  readonly state: Readable<Persistence>;
  readonly cache: Cache;
  readonly outbox: OutboxKeeping;
  user(): Promise<User | undefined>;
  saveUser(user: User | undefined): Promise<void>;
  close: Dispose;
}

/** What is kept of an outbox. A tab that shares it with others sees what they add and take away. */
export interface OutboxKeeping {
  /** Keeps from now on what this user sends; `changed` tells of other tabs, with a message that one of them has brought away. */
  open(userId: string, changed: (stored?: Stored) => void): void;
  set(entry: Entry): void;
  delete(entry: Entry, stored?: Stored): void;
  /**
   * Reads what is kept, and takes it together with the tab's own: of what this tab changed since the reading began its own word
   * counts. In order; `take` is called at once, before anything else can change.
   */
  read(mine: () => readonly Entry[], take: (all: readonly Entry[]) => void): Promise<void>;
  /** Runs a job when all is written, while no other tab runs one for this session. */
  alone(sessionId: string, job: () => Promise<void>): Promise<void>;
  clear(): Promise<void>;
}

export type KeepingFactory = (url: string) => Keeping;

/** A tab that has hung with a message under way is not waited for longer: the server stores a message once. */
const LOCK_LIMIT_MS = 15_000;

/**
 * Keeps unsent messages, and with `cache` (unless it is false) the last 50 messages of the 20 sessions that were read last, in a
 * storage of yours, such as React Native's AsyncStorage.
 */
export function keepIn(storage: ChatStorage, { cache = true }: { cache?: boolean } = {}): KeepingFactory {
  return (url) => {
    const safe = safeStorage(storage);
    const outbox = createOutboxKeeping(url, safe);
    return {
      state: safe.state,
      cache: createCache(safe, cache),
      outbox,
      user: async () => (await safe.get('user')) as User | undefined,
      saveUser: (user) => (user === undefined ? safe.delete('user') : safe.set('user', user)),
      close: outbox.close,
    };
  };
}

function createOutboxKeeping(url: string, storage: SafeStorage): OutboxKeeping & { close: Dispose } {
  /** The last write of each entry that is not done yet. */
  const writing = new Map<string, Promise<void>>();
  /** Entries that were changed since the reading that is under way began; readings come one after the other. */
  let touched = new Set<string>();
  let reading = Promise.resolve();
  let userId: string | undefined;
  let changed: (stored?: Stored) => void = () => undefined;
  const tabs = shareBetweenTabs<{ userId: string; stored?: Stored }>(
    storage.shared ? `cogo.outbox ${url}` : undefined,
    (told) => {
      if (told.userId === userId) {
        changed(told.stored);
      }
    },
  );

  /** Changes of an entry are written one after the other, and then told to other tabs. */
  function write(entry: Entry, how: (key: string) => Promise<void>, stored?: Stored): void {
    const owner = userId!;
    touched.add(entry.id);
    const now = (writing.get(entry.id) ?? Promise.resolve())
      .then(() => how(`outbox/${owner}/${entry.sessionId}/${entry.id}`))
      .then(() => {
        if (writing.get(entry.id) === now) {
          writing.delete(entry.id);
        }
        tabs.say({ userId: owner, stored });
      });
    writing.set(entry.id, now);
  }

  return {
    open(id, tell) {
      userId = id;
      changed = tell;
    },
    set: (entry) => write(entry, (key) => storage.set(key, entry)),
    delete: (entry, stored) => write(entry, storage.delete, stored),
    read(mine, take) {
      reading = reading.then(async () => {
        touched = new Set(writing.keys());
        const kept = (await storage.list(`outbox/${userId}/`)).map(([, value]) => value as Entry);
        const all = new Map(kept.filter(({ id }) => !touched.has(id)).map((entry) => [entry.id, entry]));
        for (const entry of mine()) {
          const other = all.get(entry.id);
          if (touched.has(entry.id) || (other?.text === entry.text && other.error?.code === entry.error?.code)) {
            all.set(entry.id, entry);
          }
        }
        take([...all.values()].sort((a, b) => a.order - b.order));
      });
      return reading;
    },
    async alone(sessionId, job) {
      await Promise.all(writing.values());
      await (storage.shared ? exclusive(`cogo.outbox ${url} ${sessionId}`, job, LOCK_LIMIT_MS) : job());
    },
    async clear() {
      await Promise.all(writing.values());
      await storage.clear(`outbox/${userId}/`);
    },
    close: tabs.close,
  };
}
