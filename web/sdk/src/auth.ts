import { asChatError, ChatError, signedOut } from './error.js';
import type { Login, Operations, User } from './generated/api.js';
import type { Call } from './http.js';
import { exclusive, shareBetweenTabs } from './tabs.js';
import { emitter, store, type Dispose, type Readable } from './store.js';

export type AuthEvent =
  /** A token that counts from now on; `user` where it is known whose it is. */
  | { token: string; user?: User }
  /** Nobody is signed in any more; `error` says why, where it was not the user's wish. */
  | { ended: true; error?: ChatError };

/** Where access tokens come from. */
export interface Auth {
  /**
   * A token that is good for some seconds at least. `refused` is one that the server did not take: then another. Rejects with
   * status 401 when nobody is signed in, with another error when that could not be found out.
   */
  token(refused?: string): Promise<string>;
  on(listener: (event: AuthEvent) => void): Dispose;
  /** Forgets who is signed in. */
  signOut(): Promise<void>;
  /** Stops timers and listeners. */
  close(): void;
}

/** What `createChat` hands to a source of tokens. */
export interface AuthContext {
  url: string;
  /** Calls that need no login. */
  call: Call;
}

export type AuthFactory<A extends Auth = Auth> = (context: AuthContext) => A;

/** Where the refresh token outlives the page: `localStorage`, or React Native's AsyncStorage. */
export interface TokenStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/**
 * Tokens from a function of yours. It is called when one is needed first, and with the one that the server refused whenever that has
 * happened; it says undefined when nobody is signed in.
 */
export function tokenAuth(get: (refused?: string) => Promise<string | undefined> | string | undefined): AuthFactory {
  return () => {
    const events = emitter<AuthEvent>();
    let last: string | undefined;
    let asking: Promise<string> | undefined;
    return {
      async token(refused) {
        if (last !== undefined && last !== refused) {
          return last;
        }
        asking ??= (async () => {
          const token = await get(refused);
          if (token === undefined || token === refused) {
            last = undefined;
            throw signedOut();
          }
          last = token;
          events.emit({ token });
          return token;
        })().finally(() => {
          asking = undefined;
        });
        return asking;
      },
      on: events.on,
      async signOut() {
        last = undefined;
        events.emit({ ended: true });
      },
      close: () => undefined,
    };
  };
}

/** The part of a client of `@supabase/supabase-js` that is used. */
export interface SupabaseClient {
  auth: {
    getSession(): Promise<{ data: { session: { access_token: string } | null } }>;
    refreshSession(): Promise<{ data: { session: { access_token: string } | null } }>;
    signOut(): Promise<unknown>;
    onAuthStateChange(listener: (event: string, session: { access_token: string } | null) => void): {
      data: { subscription: { unsubscribe(): void } };
    };
  };
}

/** Tokens of a supabase-js client whose address is the same server's. It keeps and refreshes them. */
export function supabaseAuth(client: SupabaseClient): AuthFactory {
  return () => {
    const events = emitter<AuthEvent>();
    let last: string | undefined;
    const { data } = client.auth.onAuthStateChange((event, session) => {
      if (session === null) {
        last = undefined;
        if (event === 'SIGNED_OUT') {
          events.emit({ ended: true });
        }
      } else if (session.access_token !== last) {
        last = session.access_token;
        events.emit({ token: last });
      }
    });
    return {
      async token(refused) {
        let { session } = (await client.auth.getSession()).data;
        if (session !== null && session.access_token === refused) {
          session = (await client.auth.refreshSession()).data.session;
        }
        if (session === null || session.access_token === refused) {
          throw signedOut();
        }
        return session.access_token;
      },
      on: events.on,
      async signOut() {
        await client.auth.signOut();
      },
      close: () => data.subscription.unsubscribe(),
    };
  };
}

export type SignIn = Operations['POST /auth/login']['body'];
export type SignUp = Operations['POST /auth/register']['body'];

export interface PasswordAuth extends Auth {
  /** `starting` until it is known whether the storage remembers a login. */
  readonly state: Readable<'starting' | 'in' | 'out'>;
  signIn(credentials: SignIn): Promise<User>;
  signUp(registration: SignUp): Promise<User>;
}

const KEY = 'cogo.refreshToken';
/** A token that lives shorter than this, or than a quarter of its life, is not worth sending any more. */
const MARGIN_MS = 20_000;

/**
 * Logins with e-mail address and password. The access token stays in memory; the refresh token is kept in `storage`, else in the
 * browser's `localStorage`, else in memory too. A refresh token is good once: tabs of one origin refresh one after the other, and each takes over what the one before
 * it got.
 */
export function passwordAuth(options: { storage?: TokenStorage } = {}): AuthFactory<PasswordAuth> {
  return ({ url, call }) => {
    const common = options.storage === undefined ? browserStorage() : undefined;
    const storage = options.storage ?? common ?? memoryStorage();
    /** Only what other tabs see too is theirs. */
    const alone: typeof exclusive = common === undefined ? (_, job) => job() : exclusive;
    const events = emitter<AuthEvent>();
    const state = store<'starting' | 'in' | 'out'>('starting');
    let access: string | undefined;
    let expiresAt = 0;
    let margin = MARGIN_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let refreshing: Promise<string> | undefined;
    /** A refresh token that the storage did not take. */
    let unsaved: string | undefined;
    const remembered = async () => unsaved ?? (await storage.getItem(KEY));

    async function remember(refreshToken: string): Promise<void> {
      try {
        await storage.setItem(KEY, refreshToken);
        unsaved = undefined;
      } catch {
        unsaved = refreshToken;
      }
    }

    async function forget(): Promise<void> {
      unsaved = undefined;
      await storage.removeItem(KEY);
    }

    const tabs = shareBetweenTabs<{ login: Omit<Login, 'refreshToken'> | null }>(
      common && `cogo.auth ${url}`,
      ({ login }) => {
        if (login !== null) {
          keep(login);
        } else if (access !== undefined) {
          end(new ChatError('signed_out', 'You have signed out in another tab.', 401));
        }
      },
    );

    function keep(login: Omit<Login, 'refreshToken'>): void {
      access = login.accessToken;
      const lifeMs = login.expiresIn * 1000;
      margin = Math.min(MARGIN_MS, lifeMs / 4);
      // Counted from here: the two clocks need not agree.
      expiresAt = Date.now() + lifeMs;
      clearTimeout(timer);
      // A failure is no news: the next request tries again and says so.
      timer = setTimeout(() => void refresh().catch(() => undefined), Math.max(1000, lifeMs - 2 * margin));
      (timer as { unref?: () => void }).unref?.();
      state.set('in');
      events.emit({ token: access, user: login.user });
    }

    async function accept({ refreshToken, ...login }: Login): Promise<User> {
      await remember(refreshToken);
      keep(login);
      tabs.say({ login });
      return login.user;
    }

    function end(error?: ChatError): void {
      access = undefined;
      clearTimeout(timer);
      state.set('out');
      events.emit(error === undefined ? { ended: true } : { ended: true, error });
    }

    /** Lets go of a login that the server no longer knows, unless another one has taken its place. */
    async function drop(refreshToken: string | null, error: ChatError): Promise<void> {
      if ((await remembered()) === refreshToken) {
        await forget();
        end(error);
      }
    }

    function refresh(): Promise<string> {
      const before = access;
      refreshing ??= alone('cogo.refresh', async () => {
        // While this tab waited, another one may have told of a new token.
        if (access !== undefined && access !== before) {
          return access;
        }
        const refreshToken = await remembered();
        if (refreshToken === null) {
          const error = signedOut();
          if (state.get() !== 'out') {
            end(error);
          }
          throw error;
        }
        try {
          await accept(await call('POST /auth/refresh', { body: { refreshToken } }));
          return access!;
        } catch (error) {
          // Only a refusal ends the login; a server that is away does not.
          const { status } = asChatError(error);
          if (status === 401 || status === 400) {
            await drop(refreshToken, asChatError(error));
          }
          throw error;
        }
      }).finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    }

    return {
      state,
      on: events.on,
      async token(refused) {
        const good =
          access !== undefined && access !== refused && (refused !== undefined || expiresAt - Date.now() > margin);
        return good ? access! : refresh();
      },
      signIn: async (body) => accept(await call('POST /auth/login', { body })),
      signUp: async (body) => accept(await call('POST /auth/register', { body })),
      async signOut() {
        const refreshToken = await remembered();
        await forget();
        tabs.say({ login: null });
        end();
        if (refreshToken !== null) {
          // The token is forgotten here; where the server can't be told, it ends by itself.
          await call('POST /auth/logout', { body: { refreshToken } }).catch(() => undefined);
        }
      },
      close() {
        clearTimeout(timer);
        tabs.close();
      },
    };
  };
}

/** `localStorage`, where the platform has it and lets it be used. */
function browserStorage(): Storage | undefined {
  try {
    const { localStorage } = globalThis;
    localStorage.setItem('cogo.probe', '');
    localStorage.removeItem('cogo.probe');
    return localStorage;
  } catch {
    return undefined;
  }
}

function memoryStorage(): TokenStorage {
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => memory.set(key, value),
    removeItem: (key) => memory.delete(key),
  };
}
