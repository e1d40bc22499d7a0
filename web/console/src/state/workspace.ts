import type { Announcement, Chat, Notification, wire } from '@cogo-chat/client';
import type { Account } from './account';
import { ExportWatch } from './dataexport';
import { freshOf, Notices } from './notices';
import { lineOf } from './quotes';
import { Room } from './room';
import { goTo, hashOf } from './route';
import { Search } from './search';
import { titleOf } from './sessions';
import { Store } from './store';
import { Toasts } from './toasts';
import { t } from '../texts';
import type { Session } from '../types';

/** Rooms that stay as they are while the user looks at another one. */
const MOST_ROOMS = 8;

/** Everything that lives as long as one login on this page. */
export class Workspace {
  readonly chat: Chat;
  readonly search: Search;
  readonly dataExport: ExportWatch;
  readonly toasts = new Toasts();
  readonly notices = new Notices();
  readonly announcement = new Store<Announcement | undefined>(undefined);
  /** Sessions in which somebody mentioned or answered the user since they last looked. */
  readonly calling = new Store<ReadonlySet<string>>(new Set());
  readonly me: string;
  private readonly rooms = new Map<string, Room>();
  private current: Room | undefined;
  private readonly disposers: (() => void)[] = [];

  constructor(
    readonly account: Account,
    user: wire.User,
  ) {
    this.me = user.id;
    this.chat = account.chat;
    this.search = new Search(this.chat);
    this.dataExport = new ExportWatch(this.chat);
    const sayHere = () => this.sayHere();
    let sessions = this.chat.sessions.items.get();
    document.addEventListener('visibilitychange', sayHere);
    this.disposers.push(
      () => document.removeEventListener('visibilitychange', sayHere),
      this.chat.on('announcement', this.announcement.set),
      this.chat.on('notification', (notification) => this.onNotification(notification)),
      this.chat.sessions.items.subscribe((now) => {
        freshOf(sessions, now, this.me).forEach((session) => this.onFresh(session));
        sessions = now;
      }),
    );
  }

  close(): void {
    this.disposers.forEach((dispose) => dispose());
    this.search.clear();
    this.dataExport.close();
    this.notices.close();
    this.rooms.forEach((room) => room.close());
  }

  /** The room of a session; the one that was looked at longest ago makes room for it. */
  room(sessionId: string): Room {
    const room = this.rooms.get(sessionId) ?? new Room(this.chat, sessionId, this.me);
    this.rooms.delete(sessionId);
    this.rooms.set(sessionId, room);
    for (const [id, oldest] of this.rooms) {
      if (this.rooms.size <= MOST_ROOMS) {
        break;
      }
      this.rooms.delete(id);
      oldest.close();
    }
    return room;
  }

  /** Which session is on the screen. */
  enter(room: Room | undefined): void {
    this.current = room;
    room?.enter();
    if (room !== undefined) {
      this.answer(room.id);
    }
    this.sayHere();
  }

  /** The user has left a session, or was removed. */
  closeRoom(sessionId: string): void {
    this.rooms.get(sessionId)?.close();
    this.rooms.delete(sessionId);
  }

  /** The user looks at a session: nobody calls from there any more. */
  private answer(sessionId: string): void {
    if (this.calling.get().has(sessionId)) {
      this.calling.update((ids) => new Set([...ids].filter((id) => id !== sessionId)));
    }
  }

  /** A message for the user, unless they look at it anyway. */
  private onNotification({ sessionId, seq, reason, displayName = t.somebody, preview }: Notification): void {
    if (sessionId === this.current?.id && !document.hidden) {
      return;
    }
    this.calling.update((ids) => new Set(ids).add(sessionId));
    const session = this.chat.sessions.items.get()?.find(({ id }) => id === sessionId);
    const where = session?.kind === 'group' ? titleOf(session, this.me) : undefined;
    const title = (reason === 'reply' ? t.repliedToYou : t.mentionedYou)(displayName, where);
    const text = preview === undefined ? t.anEncryptedMessage : lineOf(preview);
    this.toasts.call(title, text, hashOf({ page: 'session', sessionId, at: seq }));
    void this.notices.tell({ sessionId, title, text, onOpen: () => goTo({ page: 'session', sessionId, at: seq }) });
  }

  /** Somebody has written, which is told of outside the page. */
  private onFresh({ id, lastMessage, encrypted, ...session }: Session): void {
    const { userId, content, messageType, seq } = lastMessage!;
    const author =
      messageType === 'text'
        ? (session.members.find((member) => member.userId === userId)?.displayName ?? t.somebody)
        : messageType === 'agent_result'
          ? t.agent
          : t.ai;
    void this.notices.tell({
      sessionId: id,
      title: t.messageFrom(author, titleOf({ id, encrypted, ...session }, this.me)),
      text: encrypted ? t.anEncryptedMessage : lineOf(content),
      onOpen: () => goTo({ page: 'session', sessionId: id, at: seq }),
    });
  }

  private sayHere(): void {
    if (this.current !== undefined && !document.hidden) {
      this.answer(this.current.id);
    }
    this.current?.chat.presence.set({ status: document.hidden ? 'away' : 'online' }).catch(() => undefined);
  }
}
