import { ProblemError } from './problem';
import type { Login } from './types';

/** Where the refresh token outlives the page. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Runs a job while no other tab of this origin runs one of the same name. */
export type Exclusive = <T>(name: string, job: () => Promise<T>) => Promise<T>;

export interface TokensOptions {
  storage: TokenStorage;
  /** Exchanges a refresh token, which is used up by it. */
  exchange: (refreshToken: string) => Promise<Login>;
  /** The login is over: nobody is logged in on this page any more. */
  onEnded: () => void;
  /** After every login and refresh. */
  onLogin?: (login: Login) => void;
  exclusive?: Exclusive;
  now?: () => number;
}

const KEY = 'cogo.refreshToken';
/** An access token that lives shorter than this, or than a quarter of its life, is not worth sending any more. */
const MARGIN_MS = 20_000;

/**
 * The tokens of one login: the access token in memory, the refresh token in the storage that all tabs share. A refresh token that
 * is used twice ends the whole login on the server, so refreshes of all tabs queue up on one lock, and each reads the token that
 * the one before has left.
 */
export class Tokens {
  private access: string | undefined;
  private expiresAt = 0;
  private margin = MARGIN_MS;
  private refreshing: Promise<string> | undefined;

  constructor(private readonly options: TokensOptions) {}

  /** Whether somebody was logged in here when the storage was last written. */
  get remembered(): boolean {
    return this.options.storage.getItem(KEY) !== null;
  }

  /** When the access token should be replaced, in milliseconds from now. */
  get refreshDue(): number {
    return Math.max(1000, this.expiresAt - this.now() - 2 * this.margin);
  }

  accept(login: Login): void {
    this.options.storage.setItem(KEY, login.refreshToken);
    this.keep(login);
  }

  /** An access token that is good for some seconds at least. Rejects with a `ProblemError`. */
  async get(): Promise<string> {
    if (this.access !== undefined && this.expiresAt - this.now() > this.margin) {
      return this.access;
    }
    return this.refresh();
  }

  /** A token other than `rejected`, which the server did not take. */
  async replace(rejected: string): Promise<string> {
    return this.access !== undefined && this.access !== rejected ? this.access : this.refresh();
  }

  /** Gets new tokens before the old ones end. */
  async renew(): Promise<void> {
    await this.refresh();
  }

  /** Forgets the login on this page and in the storage; gives back the refresh token, to end it on the server too. */
  forget(): string | null {
    const refreshToken = this.options.storage.getItem(KEY);
    this.options.storage.removeItem(KEY);
    this.drop();
    return refreshToken;
  }

  /** Forgets what is in memory, after another tab has logged out. */
  drop(): void {
    this.access = undefined;
    this.expiresAt = 0;
  }

  private refresh(): Promise<string> {
    this.refreshing ??= this.refreshAlone().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async refreshAlone(): Promise<string> {
    const exclusive = this.options.exclusive ?? withoutOtherTabs;
    try {
      return await exclusive('cogo.refresh', async () => {
        const refreshToken = this.options.storage.getItem(KEY);
        if (refreshToken === null) {
          throw new ProblemError(401, 'unauthenticated', 'You are not logged in.');
        }
        const login = await this.options.exchange(refreshToken);
        if (this.options.storage.getItem(KEY) === refreshToken) {
          this.options.storage.setItem(KEY, login.refreshToken);
        }
        this.keep(login);
        return login.accessToken;
      });
    } catch (error) {
      // Only a refusal ends the login; a server that is away does not.
      if (error instanceof ProblemError && (error.status === 401 || error.status === 400)) {
        this.forget();
        this.options.onEnded();
      }
      throw error;
    }
  }

  private keep(login: Login): void {
    this.access = login.accessToken;
    this.expiresAt = this.now() + login.expiresIn * 1000;
    this.margin = Math.min(MARGIN_MS, login.expiresIn * 250);
    this.options.onLogin?.(login);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** Locks need a secure context; without one (plain HTTP to another machine) tabs take their chance. */
const withoutOtherTabs: Exclusive = async (name, job) =>
  typeof navigator !== 'undefined' && 'locks' in navigator ? await navigator.locks.request(name, job) : await job();

/** Tells when another tab has logged in or out. Returns its disposer. */
export function onLoginElsewhere(listener: (loggedIn: boolean) => void): () => void {
  const onStorage = (event: StorageEvent) => {
    // A rotated token is no news; the key is null when the whole storage was cleared.
    if (event.key === null || (event.key === KEY && (event.oldValue === null) !== (event.newValue === null))) {
      listener(event.key !== null && event.newValue !== null);
    }
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
