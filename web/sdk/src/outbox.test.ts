import { afterEach, describe, expect, it } from 'vitest';
import { ChatError, offline } from './error.js';
import type { Message } from './generated/api.js';
import { keepIn, type Keeping } from './keeping.js';
import { createOutbox, type Deliver, type Entry, type Outbox } from './outbox.js';
import type { ChatStorage } from './storage.js';
import { me, message, sessionId, until } from './testing/samples.js';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A server that takes each message once, after the failures that are planned for it. */
function server() {
  const stored: Message[] = [];
  const requests: string[] = [];
  const failures: (ChatError | undefined)[] = [];
  let away = false;
  const take = async (entry: Entry): Promise<Message> => {
    await new Promise((resolve) => setTimeout(resolve));
    const failure = away ? offline() : failures.shift();
    requests.push(entry.text);
    const known = stored.find(({ clientMessageId }) => clientMessageId === entry.id);
    if (failure !== undefined) {
      throw failure;
    }
    if (known !== undefined) {
      return known;
    }
    const made = message(stored.length + 1, { userId: me, content: entry.text, clientMessageId: entry.id });
    stored.push(made);
    return made;
  };
  const deliver: Deliver = (entry) => {
    const done = take(entry);
    return { stored: done, finished: done };
  };
  return {
    stored,
    requests,
    failures,
    deliver,
    texts: () => stored.map(({ content }) => content),
    go: (where: 'away' | 'back') => (away = where === 'away'),
  };
}

function memory(shared = false): ChatStorage & { kept: Map<string, unknown>; full: boolean } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    shared,
    full: false,
    get: async (key) => kept.get(key),
    async set(key, value) {
      if (this.full) {
        throw new Error('full');
      }
      kept.set(key, structuredClone(value));
    },
    delete: async (key) => void kept.delete(key),
    list: async (prefix) => [...kept].filter(([key]) => key.startsWith(prefix)),
  };
}

let names = 0;

async function open(deliver: Deliver, storage?: ChatStorage, name = `url-${++names}`) {
  const keeping: Keeping | undefined = storage && keepIn(storage)(name);
  const outbox = createOutbox(keeping?.outbox, deliver);
  closing.push(() => (outbox.close(), keeping?.close()));
  await outbox.load(me);
  return { outbox, keeping };
}

const textsOf = (outbox: Outbox) => outbox.entries.get().map(({ text }) => text);

describe('an outbox', () => {
  it('sends in order, one after the other', async () => {
    const node = server();
    const { outbox } = await open(node.deliver);
    const all = ['one', 'two', 'three'].map((text) => outbox.add(sessionId, { text }));
    expect(textsOf(outbox)).toEqual(['one', 'two', 'three']);
    expect((await Promise.all(all.map(({ stored }) => stored))).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(textsOf(outbox)).toEqual([]);
  });

  it('waits while the server is away, and keeps the order', async () => {
    const node = server();
    node.go('away');
    const { outbox } = await open(node.deliver);
    outbox.add(sessionId, { text: 'one' });
    const last = outbox.add(sessionId, { text: 'two' });
    await until(() => node.requests.length === 1);
    expect(textsOf(outbox)).toEqual(['one', 'two']);
    node.go('back');
    outbox.wake();
    await last.stored;
    expect(node.texts()).toEqual(['one', 'two']);
  });

  it('keeps what was refused with the reason, and goes on with the others', async () => {
    const node = server();
    node.failures.push(new ChatError('content_too_large', 'at most 32 KiB', 413));
    const { outbox } = await open(node.deliver);
    const refused = outbox.add(sessionId, { text: 'long' });
    const next = outbox.add(sessionId, { text: 'two' });
    await expect(refused.stored).rejects.toMatchObject({ code: 'content_too_large' });
    await next.stored;
    expect(outbox.entries.get()).toMatchObject([{ text: 'long', error: { message: 'at most 32 KiB', status: 413 } }]);

    const key = outbox.retry(refused.key, 'shorter');
    expect(key).not.toBe(refused.key);
    await until(() => outbox.entries.get().length === 0);
    expect(node.texts()).toEqual(['two', 'shorter']);
  });

  it('gives back what nobody has yet', async () => {
    const node = server();
    node.go('away');
    const { outbox } = await open(node.deliver);
    const sending = outbox.add(sessionId, { text: 'one', replyTo: 'message-1' });
    expect(outbox.discard(sending.key)).toMatchObject({ text: 'one', replyTo: 'message-1' });
    await expect(sending.stored).rejects.toMatchObject({ code: 'aborted' });
    expect(outbox.discard(sending.key)).toBeUndefined();
  });

  it('needs not send what was heard from the server', async () => {
    const node = server();
    node.go('away');
    const { outbox } = await open(node.deliver);
    const sending = outbox.add(sessionId, { text: 'one' });
    outbox.seen([message(7, { userId: me, clientMessageId: sending.key })]);
    expect((await sending.stored).seq).toBe(7);
    expect(textsOf(outbox)).toEqual([]);
  });

  it('orders by its own count, whatever the clock does', async () => {
    const node = server();
    node.go('away');
    const { outbox } = await open(node.deliver);
    const now = Date.now;
    try {
      for (const [text, time] of [
        ['one', 3_000],
        ['two', 1_000],
        ['three', 2_000],
      ] as const) {
        Date.now = () => time;
        outbox.add(sessionId, { text });
      }
    } finally {
      Date.now = now;
    }
    const orders = outbox.entries.get().map(({ order }) => order);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(new Set(orders).size).toBe(3);
  });
});

describe('what is kept', () => {
  it('is sent by the next page, in order', async () => {
    const node = server();
    node.go('away');
    const storage = memory();
    const first = await open(node.deliver, storage);
    first.outbox.add(sessionId, { text: 'one' });
    first.outbox.add(sessionId, { text: 'two' });
    await until(() => storage.kept.size === 2);
    first.outbox.close();

    node.go('back');
    const second = await open(node.deliver, storage);
    await until(() => second.outbox.entries.get().length === 0 && storage.kept.size === 0);
    expect(node.texts()).toEqual(['one', 'two']);
  });

  it('is shown and sent by two tabs, and arrives once', async () => {
    const node = server();
    node.go('away');
    const storage = memory(true);
    const tabs = [await open(node.deliver, storage, 'shared'), await open(node.deliver, storage, 'shared')];
    const [one, two] = tabs.map(({ outbox }) => outbox) as [Outbox, Outbox];
    one.add(sessionId, { text: 'of one' });
    await until(() => two.entries.get().length === 1);
    two.add(sessionId, { text: 'of two' });
    await until(() => one.entries.get().length === 2);
    const heard: number[] = [];
    two.onStored(({ seq }) => heard.push(seq));
    node.go('back');
    one.wake();
    two.wake();
    await until(() => one.entries.get().length + two.entries.get().length + storage.kept.size === 0);
    expect(node.texts()).toEqual(['of one', 'of two']);
    expect(new Set(heard)).toEqual(new Set([1, 2]));
  });

  it('loses nothing that is said while it is read', async () => {
    const node = server();
    node.go('away');
    const storage = memory();
    const { outbox } = await open(node.deliver, storage);
    outbox.add(sessionId, { text: 'one' });
    await until(() => storage.kept.size === 1);
    const { list } = storage;
    let release: () => void = () => undefined;
    storage.list = async (prefix) => {
      const kept = await list(prefix);
      await new Promise<void>((resolve) => (release = resolve));
      return kept;
    };
    const reading = outbox.load(me);
    await until(() => release.length === 0);
    await new Promise((resolve) => setTimeout(resolve));
    outbox.add(sessionId, { text: 'two' });
    await until(() => storage.kept.size === 2);
    const discarded = outbox.add(sessionId, { text: 'three' });
    await until(() => storage.kept.size === 3);
    outbox.discard(discarded.key);
    release();
    await reading;
    expect(textsOf(outbox)).toEqual(['one', 'two']);
  });

  it('stays in memory when the storage is full, and that is said', async () => {
    const node = server();
    const storage = memory();
    storage.full = true;
    const { outbox, keeping } = await open(node.deliver, storage);
    await outbox.add(sessionId, { text: 'one' }).stored;
    expect(keeping!.state.get()).toMatchObject({ durable: false, error: { code: 'storage_failed' } });
    expect(node.texts()).toEqual(['one']);
  });

  it('is another user’s only when they are back', async () => {
    const node = server();
    node.go('away');
    const storage = memory();
    const { outbox } = await open(node.deliver, storage);
    outbox.add(sessionId, { text: 'mine' });
    await until(() => storage.kept.size === 1);
    node.go('back');
    await outbox.load('somebody else');
    expect(textsOf(outbox)).toEqual([]);
    await outbox.load(me);
    await until(() => node.texts().length === 1);
  });

  it('is gone after a sign-out', async () => {
    const node = server();
    node.go('away');
    const storage = memory();
    const { outbox } = await open(node.deliver, storage);
    outbox.add(sessionId, { text: 'mine' });
    await outbox.clear();
    expect([textsOf(outbox), storage.kept.size]).toEqual([[], 0]);
  });
});
