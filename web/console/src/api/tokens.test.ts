import { beforeEach, describe, expect, it, vi } from 'vitest';
import { login } from '../testing/samples';
import { ProblemError } from './problem';
import { Tokens, type Exclusive, type TokenStorage } from './tokens';
import type { Login } from './types';

function memory(): TokenStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** One job after the other, over all tabs, as navigator.locks does it. */
function queue(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (_name, job) => {
    const next = last.then(job, job);
    last = next.catch(() => undefined);
    return next;
  };
}

/** A server that ends the login when a refresh token comes twice. */
function server() {
  let number = 1;
  let ended = false;
  return vi.fn(async (refreshToken: string): Promise<Login> => {
    if (ended || refreshToken !== `refresh-${number}`) {
      ended = true;
      throw new ProblemError(401, 'refresh_token_reused', 'log in again');
    }
    await Promise.resolve();
    number += 1;
    return login(number);
  });
}

describe('Tokens', () => {
  let now: number;
  let storage: TokenStorage;
  let exclusive: Exclusive;

  beforeEach(() => {
    now = 1_000_000;
    storage = memory();
    exclusive = queue();
  });

  function tab(exchange: (token: string) => Promise<Login>, onEnded = vi.fn()) {
    return new Tokens({ storage, exchange, exclusive, onEnded, now: () => now });
  }

  it('gives the access token of the login while it is good', async () => {
    const exchange = server();
    const tokens = tab(exchange);
    tokens.accept(login(1));
    expect(await tokens.get()).toBe('access-1');
    expect(exchange).not.toHaveBeenCalled();
  });

  it('refreshes before the end, once for all who wait', async () => {
    const exchange = server();
    const tokens = tab(exchange);
    tokens.accept(login(1));
    now += 895_000;
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.replace('access-1')])).toEqual([
      'access-2',
      'access-2',
      'access-2',
    ]);
    expect(exchange).toHaveBeenCalledTimes(1);
  });

  it('never uses a refresh token twice, also from two tabs at once', async () => {
    const exchange = server();
    tab(exchange).accept(login(1));
    const [one, two] = [tab(exchange), tab(exchange)];
    expect(await Promise.all([one.get(), two.get()])).toEqual(['access-2', 'access-3']);
    expect(exchange.mock.calls.map(([token]) => token)).toEqual(['refresh-1', 'refresh-2']);
  });

  it('does not refresh again for a request that was sent with an older token', async () => {
    const exchange = server();
    const tokens = tab(exchange);
    tokens.accept(login(1));
    await tokens.renew();
    expect(await tokens.replace('access-1')).toBe('access-2');
    expect(exchange).toHaveBeenCalledTimes(1);
  });

  it('ends the login when the server refuses', async () => {
    const onEnded = vi.fn();
    const tokens = tab(server(), onEnded);
    tokens.accept(login(7));
    now += 900_000;
    await expect(tokens.get()).rejects.toMatchObject({ code: 'refresh_token_reused' });
    expect(onEnded).toHaveBeenCalledOnce();
    expect(tokens.remembered).toBe(false);
  });

  it('keeps the login when the server is away', async () => {
    const onEnded = vi.fn();
    const tokens = tab(() => Promise.reject(new ProblemError(0, 'offline', 'away')), onEnded);
    tokens.accept(login(1));
    now += 900_000;
    await expect(tokens.get()).rejects.toMatchObject({ code: 'offline' });
    expect(onEnded).not.toHaveBeenCalled();
    expect(tokens.remembered).toBe(true);
  });

  it('does not refresh without end when tokens live for seconds only', async () => {
    const exchange = server();
    const tokens = tab(exchange);
    tokens.accept(login(1, 8));
    expect(await tokens.get()).toBe('access-1');
    expect(tokens.refreshDue).toBe(4000);
    expect(exchange).not.toHaveBeenCalled();
  });
});
