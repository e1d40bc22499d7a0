import { keepIn, type KeepingFactory } from './keeping.js';
import type { ChatStorage } from './storage.js';

const STORE = 'kept';

/** Keeps unsent messages and, unless `cache` is false, the last read ones in the browser's IndexedDB, for all tabs of the origin. */
export function indexedDbStorage({ name = 'cogo-chat', cache = true } = {}): KeepingFactory {
  return keepIn(indexedDb(name), { cache });
}

function indexedDb(name: string): ChatStorage {
  let opening: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onblocked = () => reject(new Error('another version has the database open'));
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        // The browser closes it under pressure, and another tab may want to change it: the next call opens it again.
        const forget = () => {
          opening = undefined;
        };
        database.onclose = forget;
        database.onversionchange = () => {
          database.close();
          forget();
        };
        resolve(database);
      };
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  /** Runs one transaction; a write has happened when it is complete. */
  async function run<T>(mode: IDBTransactionMode, job: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = job(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  }

  const under = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return {
    shared: true,
    get: (key) => run<unknown>('readonly', (kept) => kept.get(key)),
    set: async (key, value) => void (await run('readwrite', (kept) => kept.put(value, key))),
    delete: async (key) => void (await run('readwrite', (kept) => kept.delete(key))),
    async list(prefix) {
      const keys = await run('readonly', (kept) => kept.getAllKeys(under(prefix)));
      const values = await Promise.all(keys.map((key) => run<unknown>('readonly', (kept) => kept.get(key))));
      return keys
        .map((key, i) => [String(key), values[i]] as [string, unknown])
        .filter(([, value]) => value !== undefined);
    },
  };
}
