import { afterEach, describe, expect, it } from 'vitest';
import { supabaseAuth, tokenAuth, type AuthEvent } from './auth.js';
import { passwordAuth, type PasswordAuth } from './password.js';
import { ChatError, offline } from './error.js';
import type { Login } from './generated/api.js';
import type { Call } from './http.js';
import { login } from './testing/samples.js';

const closing: PasswordAuth[] = [];
afterEach(() => closing.splice(0).forEach((auth) => auth.close()));

function memory() {
  const values = new Map<string, string>();
  return {
    values,
    full: false,
    getItem: (key: string) => values.get(key) ?? null,
    setItem(key: string, value: string) {
      if (this.full) {
        throw new Error('full');
      }
      values.set(key, value);
    },
    removeItem: (key: string) => values.delete(key),
  };
}

/** A server that ends the login when a refresh token comes twice. */
function server(expiresIn = 900) {
  let number = 0;
  const node = {
    refreshes: 0,
    failure: undefined as ChatError | undefined,
    call: (async (operation: string, { body }: { body: { refreshToken?: string } }): Promise<Login> => {
      await Promise.resolve();
      if (operation === 'POST /auth/refresh') {
        node.refreshes++;
        if (node.failure !== undefined) {
          throw node.failure;
        }
        if (body.refreshToken !== `refresh-${number}`) {
          throw new ChatError('refresh_token_reused', 'log in again', 401);
        }
      }
      number++;
      return login(number, expiresIn);
    }) as unknown as Call,
  };
  return node;
}

function open(call: Call, storage = memory()) {
  const auth = passwordAuth({ storage })({ url: 'http://server', call });
  const events: AuthEvent[] = [];
  auth.on((event) => events.push(event));
  closing.push(auth);
  return { auth, events, storage };
}

const credentials = { email: 'minji@example.org', password: 'seven quiet lighthouses' };

describe('logins with a password', () => {
  it('give their token while it is good, and are remembered', async () => {
    const node = server();
    const { auth, events, storage } = open(node.call);
    expect((await auth.signIn(credentials)).displayName).toBe('Minji');
    expect(await auth.token()).toBe('access-1');
    expect(events).toMatchObject([{ token: 'access-1', user: { displayName: 'Minji' } }]);
    const next = open(node.call, storage);
    expect(await next.auth.token()).toBe('access-2');
    expect(node.refreshes).toBe(1);
  });

  it('refresh once for all who wait', async () => {
    const node = server();
    const { auth } = open(node.call);
    await auth.signIn(credentials);
    expect(await Promise.all([auth.token('access-1'), auth.token('access-1'), auth.token('access-1')])).toEqual([
      'access-2',
      'access-2',
      'access-2',
    ]);
    expect(node.refreshes).toBe(1);
    // Somebody who was refused the old one later gets the one that is here.
    expect(await auth.token('access-1')).toBe('access-2');
  });

  it('do not believe their own clock more than the server', async () => {
    const node = server();
    const { auth } = open(node.call);
    await auth.signIn(credentials);
    const now = Date.now;
    try {
      Date.now = () => now() - 86_400_000;
      expect(await auth.token()).toBe('access-1');
      expect(await auth.token('access-1')).toBe('access-2');
      Date.now = () => now() + 86_400_000;
      expect(await auth.token()).toBe('access-3');
    } finally {
      Date.now = now;
    }
  });

  it('outlive a server that is away, and end with a refusal', async () => {
    const node = server();
    const { auth, events, storage } = open(node.call);
    await auth.signIn(credentials);
    node.failure = offline();
    await expect(auth.token('access-1')).rejects.toMatchObject({ code: 'offline' });
    expect(auth.state.get()).toBe('in');
    node.failure = new ChatError('refresh_token_invalid', 'log in again', 401);
    await expect(auth.token('access-1')).rejects.toMatchObject({ status: 401 });
    expect([auth.state.get(), storage.values.size]).toEqual(['out', 0]);
    expect(events.at(-1)).toMatchObject({ ended: true, error: { code: 'refresh_token_invalid' } });
  });

  it('hold in memory what the storage does not take', async () => {
    const node = server();
    const { auth, storage } = open(node.call);
    storage.full = true;
    await auth.signIn(credentials);
    expect(await auth.token('access-1')).toBe('access-2');
    await auth.signOut();
    await expect(auth.token()).rejects.toMatchObject({ code: 'signed_out', status: 401 });
  });
});

describe('tokens of others', () => {
  const context = { url: '', call: server().call };

  it('are asked for once, and again when one was refused', async () => {
    const asked: (string | undefined)[] = [];
    const auth = tokenAuth(async (refused) => {
      asked.push(refused);
      return `token-${asked.length}`;
    })(context);
    expect(await Promise.all([auth.token(), auth.token()])).toEqual(['token-1', 'token-1']);
    expect(await auth.token('token-1')).toBe('token-2');
    expect(asked).toEqual([undefined, 'token-1']);
    await expect(tokenAuth(() => undefined)(context).token()).rejects.toMatchObject({ code: 'signed_out' });
  });

  it('may come from a client of Supabase, with its refreshes and its sign-outs', async () => {
    let tell: (event: string, session: { access_token: string } | null) => void = () => undefined;
    let session: { access_token: string } | null = { access_token: 'one' };
    const events: AuthEvent[] = [];
    const auth = supabaseAuth({
      auth: {
        getSession: async () => ({ data: { session } }),
        refreshSession: async () => ({ data: { session: (session = { access_token: 'two' }) } }),
        signOut: async () => tell('SIGNED_OUT', (session = null)),
        onAuthStateChange: (listener) => {
          tell = listener;
          return { data: { subscription: { unsubscribe: () => undefined } } };
        },
      },
    })(context);
    auth.on((event) => events.push(event));
    expect([await auth.token(), await auth.token('one')]).toEqual(['one', 'two']);
    tell('TOKEN_REFRESHED', { access_token: 'three' });
    await auth.signOut();
    expect(events).toEqual([{ token: 'three' }, { ended: true }]);
    await expect(auth.token()).rejects.toMatchObject({ status: 401 });
  });
});
