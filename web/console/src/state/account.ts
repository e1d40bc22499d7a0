import {
  createChat,
  indexedDbStorage,
  passwordAuth,
  type Chat,
  type ChatError,
  type PasswordAuth,
  type wire,
} from '@cogo-chat/client';
import { forgetDrafts } from './drafts';
import { Store } from './store';
import { t } from '../texts';

export type AccountState =
  /** A login is remembered and being renewed; with a problem the server could not be asked. */
  { status: 'starting'; problem?: string } | { status: 'out'; notice?: string } | { status: 'in'; user: wire.User };

/** The page's one client, and who is logged in with it. */
export class Account {
  readonly chat: Chat<PasswordAuth> = createChat({
    url: location.origin,
    auth: passwordAuth(),
    storage: indexedDbStorage(),
  });
  readonly state = new Store<AccountState>({ status: 'starting' });
  private notice: string | undefined;

  /** @param notice what to say to who is not logged in */
  constructor(notice?: string) {
    this.notice = notice;
    const { auth, user, connection } = this.chat;
    auth.on((event) => {
      if ('token' in event) {
        this.notice = undefined;
      } else if (event.error === undefined) {
        forgetDrafts();
      } else if (user.get()) {
        this.notice = noticeOf(event.error);
      }
    });
    user.subscribe(() => this.look());
    connection.subscribe(() => this.look());
    this.look();
  }

  async logout(): Promise<void> {
    await this.chat.signOut();
  }

  /** Asks the server to erase the account and everything of it; its logins end at once. */
  async erase(password: string): Promise<void> {
    await this.chat.call('POST /auth/me/deletion', { body: { password } });
    this.notice = t.erased;
    await this.chat.signOut();
  }

  private look(): void {
    const user = this.chat.user.get();
    const known = this.state.get();
    if (user) {
      if (known.status !== 'in' || known.user !== user) {
        this.state.set({ status: 'in', user });
      }
    } else if (user === null) {
      this.state.set({ status: 'out', notice: this.notice });
    } else {
      const { retryAt } = this.chat.connection.get();
      this.state.set({
        status: 'starting',
        problem: retryAt === undefined ? undefined : t.unreachable,
      });
    }
  }
}

function noticeOf({ message }: ChatError): string {
  return message.includes('another tab') ? t.loggedOutElsewhere : t.loginEnded;
}
