// Longer than others: a queue that is kept, shared by tabs and tried again is one state machine, and its order matters.
import { aborted, asChatError, ChatError } from './error.js';
import type { Message as Stored } from './generated/api.js';
import { newId } from './ids.js';
import type { OutboxKeeping } from './keeping.js';
import { emitter, store, type Dispose, type Readable } from './store.js';
import type { Draft, Sending } from './types.js';

/** A message that waits to be stored by the server. It is plain data, so that it can be kept. */
export interface Entry {
  /** Its `clientMessageId`: however often it is sent, the server stores it once. */
  readonly id: string;
  readonly sessionId: string;
  /** Where it stands among the others; later ones are larger, whatever the clock does. */
  readonly order: number;
  readonly createdAt: string;
  readonly text: string;
  readonly replyTo?: string;
  readonly mentions?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The AI is to answer it, in this language. */
  readonly ask?: { readonly language?: string };
  /** Why the server refused it; it is not sent again by itself. */
  readonly error?: { readonly code: string; readonly message: string; readonly status: number };
}

/**
 * Brings one to the server. Resolves with the stored message as soon as there is one, so that the next may follow; `finished` settles
 * when nothing more is to be done for it, and rejects when it has to be tried again or was refused.
 */
export type Deliver = (entry: Entry, signal: AbortSignal) => { stored: Promise<Stored>; finished: Promise<unknown> };

export interface Outbox {
  /** What waits or was refused, in order. */
  readonly entries: Readable<readonly Entry[]>;
  /** Takes up what is kept for a user, and keeps from now on what they send. */
  load(userId: string): Promise<void>;
  /** Forgets the user; what is kept stays. */
  unload(): void;
  /** Forgets the user and what they had not sent. */
  clear(): Promise<void>;
  add(sessionId: string, draft: Draft, ask?: Entry['ask']): Sending;
  /** Sends again what was refused, as it was or with another text. Returns its key, which is another one then. */
  retry(id: string, text?: string): string | undefined;
  /** Takes one back, if the server does not have it yet. */
  discard(id: string): Entry | undefined;
  /** Messages that were heard from the server: they need not be sent any more. */
  seen(stored: readonly Stored[]): void;
  /** Tries everything now. */
  wake(): void;
  /** Told of each message that the server has stored, before it leaves the entries. */
  onStored(listener: (stored: Stored) => void): Dispose;
  close(): void;
}

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** @param keeping without one it lives in memory */
export function createOutbox(keeping: OutboxKeeping | undefined, deliver: Deliver): Outbox {
  const entries = store<readonly Entry[]>([]);
  const delivered = emitter<Stored>();
  const promises = new Map<string, { resolve(message: Stored): void; reject(error: ChatError): void }>();
  /** Sessions whose messages are being sent, and those that wait for another try. */
  const busy = new Set<string>();
  const pauses = new Map<string, { attempts: number; timer?: ReturnType<typeof setTimeout> }>();
  /** Entries on their way, by id; a question stays here until it is answered. */
  const underWay = new Map<string, AbortController>();
  let userId: string | undefined;
  let lastOrder = 0;
  let closed = false;

  /** Counts on whatever the clock does. */
  const nextOrder = () => (lastOrder = Math.max(Date.now(), lastOrder + 1));
  const find = (id: string) => entries.get().find((entry) => entry.id === id);

  /** Takes over what other tabs have added and taken away. */
  async function reload(): Promise<void> {
    const owner = userId;
    await keeping?.read(entries.get, (all) => {
      const mine = entries.get();
      const news = all.length !== mine.length || all.some((entry, i) => entry !== mine[i]);
      if (news && owner !== undefined && owner === userId && !closed) {
        lastOrder = Math.max(lastOrder, all.at(-1)?.order ?? 0);
        entries.set(all);
      }
    });
  }

  function tell(id: string, message: Stored): void {
    delivered.emit(message);
    promises.get(id)?.resolve(message);
  }

  function remove(entry: Entry, message?: Stored): void {
    if (find(entry.id) === undefined) {
      return;
    }
    if (message !== undefined) {
      tell(entry.id, message);
    }
    promises.delete(entry.id);
    entries.update((all) => all.filter(({ id }) => id !== entry.id));
    if (userId !== undefined) {
      keeping?.delete(entry, message);
    }
  }

  /** What is said before it is known who says it is kept later. */
  function keep(entry: Entry): void {
    if (userId !== undefined) {
      keeping?.set(entry);
    }
  }

  function replace(entry: Entry): void {
    entries.update((all) => all.map((known) => (known.id === entry.id ? entry : known)));
    keep(entry);
  }

  function refused(id: string, error: ChatError): void {
    const entry = find(id);
    if (entry !== undefined) {
      const { code, message, status } = error;
      replace({ ...entry, error: { code, message, status } });
      promises.get(id)?.reject(error);
      promises.delete(id);
    }
  }

  /** None before it is known whose they are. */
  const nextOf = (sessionId: string) =>
    userId === undefined
      ? undefined
      : entries
          .get()
          .find((entry) => entry.sessionId === sessionId && entry.error === undefined && !underWay.has(entry.id));

  function drain(sessionId: string): void {
    if (closed || busy.has(sessionId) || pauses.get(sessionId)?.timer !== undefined || !nextOf(sessionId)) {
      return;
    }
    busy.add(sessionId);
    const job = () => sendAll(sessionId);
    void (keeping === undefined ? job() : keeping.alone(sessionId, job))
      .catch(() => undefined)
      .then(() => {
        busy.delete(sessionId);
        drain(sessionId);
      });
  }

  async function sendAll(sessionId: string): Promise<void> {
    await reload();
    for (let entry = nextOf(sessionId); entry !== undefined && !closed; entry = nextOf(sessionId)) {
      try {
        await send(entry);
        pauses.delete(sessionId);
      } catch (error) {
        if (!failed(entry, error)) {
          return;
        }
      }
    }
  }

  /** Resolves when the server has the message, so that the next one may follow. */
  async function send(entry: Entry): Promise<void> {
    const giving = new AbortController();
    underWay.set(entry.id, giving);
    const { stored, finished } = deliver(entry, giving.signal);
    const end = finished.then(
      () => underWay.delete(entry.id),
      (error: unknown) => {
        underWay.delete(entry.id);
        throw error;
      },
    );
    // A question is kept until it is answered; its own fate is none of the others'.
    end.catch((error: unknown) => entry.ask && isStored && failed(entry, error) && drain(entry.sessionId));
    let isStored = false;
    const message = await stored;
    isStored = true;
    if (entry.ask === undefined) {
      remove(entry, message);
    } else {
      tell(entry.id, message);
      void end.then(
        () => remove(entry, message),
        () => undefined,
      );
    }
  }

  /** Whether the others may go on: not where all of them would fail like this one. */
  function failed(entry: Entry, reason: unknown): boolean {
    const error = asChatError(reason);
    if (error.code === 'aborted') {
      return true;
    }
    // An AI that has failed is asked again when somebody wishes it.
    const again = error.retryable && !(entry.ask && error.code.startsWith('ai_'));
    if (!again && error.status !== 401) {
      refused(entry.id, error);
      return true;
    }
    const attempts = (pauses.get(entry.sessionId)?.attempts ?? 0) + 1;
    const pause = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2);
    clearTimeout(pauses.get(entry.sessionId)?.timer);
    const timer = setTimeout(() => {
      pauses.set(entry.sessionId, { attempts });
      drain(entry.sessionId);
    }, error.retryAfterMs ?? pause);
    pauses.set(entry.sessionId, { attempts, timer });
    return false;
  }

  function wake(): void {
    pauses.forEach(({ timer }) => clearTimeout(timer));
    pauses.clear();
    new Set(entries.get().map(({ sessionId }) => sessionId)).forEach(drain);
  }

  function put(entry: Entry): void {
    entries.update((all) => [...all, entry]);
    keep(entry);
    drain(entry.sessionId);
  }

  function forget(): void {
    userId = undefined;
    underWay.forEach((giving) => giving.abort());
    pauses.forEach(({ timer }) => clearTimeout(timer));
    pauses.clear();
    promises.forEach(({ reject }) => reject(aborted()));
    promises.clear();
    entries.set([]);
  }

  return {
    entries,
    async load(id) {
      if (userId !== undefined && userId !== id) {
        forget();
      }
      if (userId === undefined) {
        userId = id;
        keeping?.open(id, (stored) => {
          if (stored !== undefined) {
            delivered.emit(stored);
          }
          void reload().then(wake);
        });
        entries.get().forEach(keep);
      }
      await reload();
      wake();
    },
    unload: forget,
    async clear() {
      forget();
      await keeping?.clear();
    },
    add(sessionId, { text, replyTo, mentions, metadata }, ask) {
      const id = newId();
      const answered = typeof replyTo === 'object' ? replyTo.id : replyTo;
      const promise = new Promise<Stored>((resolve, reject) => promises.set(id, { resolve, reject }));
      promise.catch(() => undefined);
      put({
        id,
        sessionId,
        order: nextOrder(),
        createdAt: new Date().toISOString(),
        text,
        replyTo: answered,
        mentions,
        metadata,
        ask,
      });
      return { key: id, stored: promise };
    },
    retry(id, text) {
      const entry = find(id);
      if (entry?.error === undefined) {
        return undefined;
      }
      const { error: _, ...again } = entry;
      if (text === undefined || text === entry.text) {
        replace(again);
        drain(entry.sessionId);
        return id;
      }
      // Another text is another message: should the server have the first one after all, both are there.
      remove(entry);
      const changed = { ...again, id: newId(), text, order: nextOrder() };
      put(changed);
      return changed.id;
    },
    discard(id) {
      const entry = find(id);
      if (entry !== undefined) {
        promises.get(id)?.reject(aborted());
        underWay.get(id)?.abort();
        remove(entry);
      }
      return entry;
    },
    seen(messages) {
      if (entries.get().length === 0) {
        return;
      }
      for (const message of messages) {
        const entry = message.clientMessageId === undefined ? undefined : find(message.clientMessageId);
        if (entry !== undefined && entry.ask === undefined) {
          remove(entry, message);
          underWay.get(entry.id)?.abort();
        }
      }
    },
    wake,
    onStored: delivered.on,
    close() {
      closed = true;
      forget();
    },
  };
}
