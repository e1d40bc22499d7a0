import { accounts, ChatApi } from '../api/client';
import { asProblem, type ProblemError } from '../api/problem';
import { onLoginElsewhere, Tokens } from '../api/tokens';
import type { AddableBy, Credentials, Login, Registration, User } from '../api/types';
import { Store } from './store';

export type AccountState =
  /** A login is remembered and being renewed; with a problem the server could not be asked. */
  { status: 'starting'; problem?: ProblemError } | { status: 'out'; notice?: string } | { status: 'in'; user: User };

/** Who is logged in on this page. */
export class Account {
  readonly state = new Store<AccountState>({ status: 'starting' });
  /** Told about every new access token. */
  onToken: ((token: string) => void) | undefined;
  readonly tokens: Tokens;
  readonly api: ChatApi;
  private renewal: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.tokens = new Tokens({
      storage: localStorage,
      exchange: accounts.refresh,
      onLogin: (login) => this.loggedIn(login),
      onEnded: () => this.loggedOut('Your login has ended. Please log in again.'),
    });
    this.api = new ChatApi(this.tokens);
    onLoginElsewhere((loggedIn) => {
      if (!loggedIn) {
        this.tokens.drop();
        this.loggedOut('You have logged out in another tab.');
      } else if (this.state.get().status === 'out') {
        void this.resume();
      }
    });
  }

  /** Takes up the login that this browser remembers, if any. */
  async resume(): Promise<void> {
    if (!this.tokens.remembered) {
      this.state.set({ status: 'out' });
      return;
    }
    this.state.set({ status: 'starting' });
    try {
      await this.tokens.get();
    } catch (error) {
      if (this.state.get().status === 'starting') {
        this.state.set({ status: 'starting', problem: asProblem(error) });
      }
    }
  }

  async login(credentials: Credentials): Promise<void> {
    this.tokens.accept(await accounts.login(credentials));
  }

  async register(registration: Registration): Promise<void> {
    this.tokens.accept(await accounts.register(registration));
  }

  async logout(): Promise<void> {
    const refreshToken = this.tokens.forget();
    this.loggedOut();
    if (refreshToken !== null) {
      // This page has forgotten the tokens; if the server can't be told, they end by themselves.
      await accounts.logout(refreshToken).catch(() => undefined);
    }
  }

  /** Asks the server to erase the account and everything of it; its logins end at once. */
  async erase(password: string): Promise<void> {
    await this.api.deleteMe(password);
    this.tokens.forget();
    this.loggedOut('Your account is being deleted, with everything that you wrote.');
  }

  async setLanguage(language: string): Promise<void> {
    this.show(await this.api.updateMe({ language }));
  }

  async setAddableBy(addableBy: AddableBy): Promise<void> {
    this.show(await this.api.updateMe({ addableBy }));
  }

  private loggedIn(login: Login): void {
    this.show(login.user);
    this.onToken?.(login.accessToken);
    clearTimeout(this.renewal);
    // A failure here is no news: the next request tries again and says so.
    this.renewal = setTimeout(() => void this.tokens.renew().catch(() => undefined), this.tokens.refreshDue);
  }

  private loggedOut(notice?: string): void {
    clearTimeout(this.renewal);
    this.state.set({ status: 'out', notice });
  }

  private show(user: User): void {
    this.state.set({ status: 'in', user });
  }
}
