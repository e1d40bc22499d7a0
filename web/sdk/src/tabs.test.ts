import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Login, User } from './generated/api.js';
import type { Call } from './http.js';
import { keepIn } from './keeping.js';
import type { Entry } from './outbox.js';
import { passwordAuth, type PasswordAuth } from './password.js';
import type { ChatStorage } from './storage.js';
import { login, me, sessionId, until } from './testing/samples.js';
import { exclusive } from './tabs.js';

/** Node.js 20 has no locks: one holder for a name, the others in their turn, given up by their signals. */
function locks() {
  const last = new Map<string, Promise<unknown>>();
  return {
    request(name: string, ...[how, job = how]: [unknown, unknown?]): Promise<unknown> {
      const { signal } = (typeof how === 'function' ? {} : how) as { signal?: AbortSignal };
      const before = last.get(name) ?? Promise.resolve();
      const turn = signal
        ? Promise.race([before, new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason)))])
        : before;
      const mine = turn.then(() => (job as () => Promise<unknown>)());
      last.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}

const closing: (() => void)[] = [];
afterEach(() => {
  closing.splice(0).forEach((close) => close());
  vi.unstubAllGlobals();
});

/** One origin's localStorage, for all tabs. */
function browser(): Map<string, string> {
  const values = new Map<string, string>();
  vi.stubGlobal('navigator', { locks: locks() });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  });
  return values;
}

describe('two tabs', () => {
  it('refresh one login once, and leave it together', async () => {
    const values = browser();
    let number = 0;
    const refreshed: (string | undefined)[] = [];
    const call = (async (operation: string, { body }: { body: { refreshToken?: string } }): Promise<Login> => {
      await Promise.resolve();
      if (operation === 'POST /auth/refresh') refreshed.push(body.refreshToken);
      return login(++number);
    }) as unknown as Call;
    const tab = (): PasswordAuth => {
      const auth = passwordAuth()({ url: 'http://server', call });
      closing.push(auth.close);
      return auth;
    };
    const [one, two] = [tab(), tab()];
    await one.signIn({ email: 'minji@example.org', password: 'seven quiet lighthouses' });
    await until(() => two.state.get() === 'in');
    expect(await two.token()).toBe('access-1');
    expect(values.get('cogo.refreshToken')).toBe('refresh-1');
    const both = await Promise.all([one.token('access-1'), two.token('access-1')]);
    expect(new Set(both).size).toBe(refreshed.length);
    expect(refreshed[0]).toBe('refresh-1');
    await two.signOut();
    await until(() => one.state.get() === 'out');
    await expect(one.token()).rejects.toMatchObject({ code: 'signed_out' });
    expect(values.size).toBe(0);
  });

  it('share what waits to be sent, and what one of them has brought away', async () => {
    browser();
    const values = new Map<string, unknown>();
    const storage: ChatStorage = {
      shared: true,
      get: async (key) => values.get(key),
      set: async (key, value) => void values.set(key, structuredClone(value)),
      delete: async (key) => void values.delete(key),
      list: async (prefix) => [...values].filter(([key]) => key.startsWith(prefix)),
    };
    const told: unknown[] = [];
    const [one, two] = [keepIn(storage)('http://server'), keepIn(storage, { cache: false })('http://server')];
    closing.push(one.close, two.close);
    one.outbox.open(me, () => undefined);
    two.outbox.open(me, (stored) => told.push(stored?.id));
    await one.saveUser({ id: me } as User);
    expect(await two.user()).toEqual({ id: me });
    const entry: Entry = { id: 'e', sessionId, order: 1, createdAt: '2026-11-23T08:00:00Z', text: 'one' };
    one.outbox.set(entry);
    await until(() => told.length === 1);
    let seen: readonly Entry[] = [];
    await two.outbox.read(
      () => [],
      (all) => (seen = all),
    );
    expect(seen).toEqual([entry]);
    const order: string[] = [];
    await Promise.all([
      one.outbox.alone(sessionId, async () => {
        order.push('one begins');
        await Promise.resolve();
        order.push('one ends');
      }),
      two.outbox.alone(sessionId, async () => void order.push('two')),
    ]);
    expect(order).toEqual(['one begins', 'one ends', 'two']);
    one.outbox.delete(entry, { id: 'stored' } as never);
    await until(() => told.length === 2);
    expect(told[1]).toBe('stored');
    await two.outbox.clear();
    await one.saveUser(undefined);
    expect([...values]).toEqual([]);
  });
});

describe('a lock', () => {
  it('is waited for no longer than its limit, and hands on what the job fails with', async () => {
    browser();
    let free!: () => void;
    const first = exclusive('a', () => new Promise<void>((resolve) => (free = resolve)));
    const order: string[] = [];
    await exclusive('a', async () => void order.push('second'), 5);
    expect(order).toEqual(['second']);
    free();
    await first;
    await expect(exclusive('b', () => Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
    await expect(exclusive('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('is none where the platform has none', async () => {
    vi.stubGlobal('navigator', {});
    expect(await exclusive('a', async () => 1)).toBe(1);
  });
});
