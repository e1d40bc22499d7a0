import { ChatError } from './error.js';
import { store, type Readable } from './store.js';

/** Where messages that wait, and those that were read last, outlive the page. Values are plain data. */
export interface ChatStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** What is kept under keys that begin so. */
  list(prefix: string): Promise<[key: string, value: unknown][]>;
  /** Whether other tabs see the same. */
  readonly shared?: boolean;
}

export interface Persistence {
  /** Whether everything that is kept outlives the page. */
  readonly durable: boolean;
  /** Why not, where it should. */
  readonly error?: ChatError;
}

/** A storage that never fails: what the one behind it does not take stays in memory. */
export interface SafeStorage extends ChatStorage {
  readonly shared: boolean;
  readonly state: Readable<Persistence>;
  /** Forgets everything under keys that begin so. */
  clear(prefix: string): Promise<void>;
}

export function safeStorage(behind: ChatStorage): SafeStorage {
  const memory = new Map<string, unknown>();
  const state = store<Persistence>({ durable: true });

  async function attempt<T>(job: (storage: ChatStorage) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await job(behind);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      state.set({ durable: false, error: new ChatError('storage_failed', `Kept in memory only: ${reason}`) });
      return otherwise;
    }
  }

  const safe: SafeStorage = {
    state,
    shared: behind.shared ?? false,
    get: async (key) => (memory.has(key) ? memory.get(key) : attempt((storage) => storage.get(key), undefined)),
    async set(key, value) {
      const kept = await attempt((storage) => storage.set(key, value).then(() => true), false);
      if (kept) {
        memory.delete(key);
      } else {
        memory.set(key, value);
      }
    },
    async delete(key) {
      memory.delete(key);
      await attempt((storage) => storage.delete(key), undefined);
    },
    async list(prefix) {
      const all = new Map(await attempt((storage) => storage.list(prefix), []));
      memory.forEach((value, key) => key.startsWith(prefix) && all.set(key, value));
      return [...all];
    },
    async clear(prefix) {
      for (const [key] of await safe.list(prefix)) {
        await safe.delete(key);
      }
    },
  };
  return safe;
}
