import type { Auth, AuthEvent, AuthFactory } from './auth.js';
import { asChatError, ChatError, signedOut } from './error.js';
import type { Login, Operations, User } from './generated/api.js';
import type { Call } from './http.js';
import { emitter, store, type Readable } from './store.js';
import { exclusive, shareBetweenTabs } from './tabs.js';

/** Where the refresh token outlives the page: `localStorage`, or React Native's AsyncStorage. */
export interface TokenStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

export type SignIn = Operations['POST /auth/login']['body'];
export type SignUp = Operations['POST /auth/register']['body'];

export interface PasswordAuth extends Auth {
  /** `starting` until it is known whether the storage remembers a login. */
  readonly state: Readable<'starting' | 'in' | 'out'>;
  signIn(credentials: SignIn): Promise<User>;
  signUp(registration: SignUp): Promise<User>;
  /** Calls that need no login, such as `POST /auth/password/forgot`. */
  readonly call: Call;
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
      call,
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
