import type { ChatApi } from '../api/client';
import type { Announcement, User } from '../api/types';
import { openBridge } from '../realtime/bridge';
import { channels, type Notification } from '../realtime/events';
import { Realtime } from '../realtime/realtime';
import type { Account } from './account';
import { ExportWatch } from './dataexport';
import { Inbox } from './inbox';
import { Room } from './room';
import { hashOf } from './route';
import { Search } from './search';
import { titleOf } from './sessions';
import { Store } from './store';
import { TaskBoard } from './tasks';
import { Toasts } from './toasts';

/** Rooms that stay as they are while the user looks at another one. */
const MOST_ROOMS = 8;

/** Everything that lives as long as one login on this page. */
export class Workspace {
  readonly api: ChatApi;
  readonly realtime: Realtime;
  readonly inbox: Inbox;
  readonly tasks: TaskBoard;
  readonly search: Search;
  readonly dataExport: ExportWatch;
  readonly toasts = new Toasts();
  readonly announcement = new Store<Announcement | undefined>(undefined);
  readonly me: string;
  private readonly rooms = new Map<string, Room>();
  private current: Room | undefined;
  private currentId: string | undefined;
  private readonly disposers: (() => void)[] = [];

  constructor(
    readonly account: Account,
    user: User,
  ) {
    this.me = user.id;
    this.api = account.api;
    this.realtime = new Realtime({
      url: new URL('/eventbus', location.href).href,
      token: () => account.tokens.get(),
      open: openBridge,
    });
    this.inbox = new Inbox({
      api: this.api,
      realtime: this.realtime,
      me: this.me,
      onNotification: (notification) => this.onNotification(notification),
    });
    this.tasks = new TaskBoard(this.api, this.realtime);
    this.search = new Search(this.api);
    this.dataExport = new ExportWatch(this.api);
    this.disposers.push(
      this.realtime.subscribe(channels.announcements, {
        onEvent: (event) => {
          if (event.event === 'announcement') {
            this.announcement.set(event.payload);
          }
        },
      }),
    );
    account.onToken = (token) => {
      this.realtime.useToken(token);
      // The server learns of the new token from the next frame.
      this.sayHere();
    };
    this.watchPage();
    this.realtime.start();
  }

  close(): void {
    this.account.onToken = undefined;
    this.disposers.forEach((dispose) => dispose());
    this.inbox.close();
    this.search.clear();
    this.dataExport.close();
    this.rooms.forEach((room) => room.close());
    this.realtime.stop();
  }

  /** The room of a session; the one that was looked at longest ago makes room for it. */
  room(sessionId: string): Room {
    const room = this.rooms.get(sessionId) ?? this.openRoom(sessionId);
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

  /** Which session is on the screen, and its room. */
  enter(sessionId: string | undefined, room?: Room): void {
    this.current = room;
    this.currentId = sessionId;
    const session = sessionId === undefined ? undefined : this.inbox.session(sessionId);
    if (session !== undefined) {
      room?.enter(session);
      this.inbox.answer(session.id);
    }
    this.sayHere();
  }

  closeRoom(sessionId: string): void {
    this.rooms.get(sessionId)?.close();
    this.rooms.delete(sessionId);
  }

  private openRoom(sessionId: string): Room {
    return new Room({
      api: this.api,
      realtime: this.realtime,
      sessionId,
      me: this.me,
      language: () => {
        const state = this.account.state.get();
        return state.status === 'in' ? state.user.language : undefined;
      },
      lastSeq: () => this.inbox.session(sessionId)?.lastSeq ?? 0,
      onRead: (seq) => this.inbox.read(sessionId, seq),
    });
  }

  /** A message for the user, unless they look at it anyway. */
  private onNotification(notification: Notification): void {
    const { sessionId, seq, reason, displayName = 'Somebody', preview } = notification;
    if (sessionId === this.currentId && !document.hidden) {
      this.inbox.answer(sessionId);
      return;
    }
    const session = this.inbox.session(sessionId);
    const where = session?.kind === 'group' ? ` in ${titleOf(session, this.me)}` : '';
    const title = `${displayName} ${reason === 'reply' ? 'replied to you' : 'mentioned you'}${where}`;
    this.toasts.call(title, preview ?? 'An encrypted message', hashOf({ page: 'session', sessionId, at: seq }));
  }

  private sayHere(): void {
    void this.current?.presence.say(document.hidden ? 'away' : 'online');
  }

  private watchPage(): void {
    const onVisible = () => {
      this.sayHere();
      if (!document.hidden) {
        this.realtime.hurry();
      }
    };
    const onOnline = () => this.realtime.hurry();
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('online', onOnline);
    this.disposers.push(
      () => document.removeEventListener('visibilitychange', onVisible),
      () => window.removeEventListener('online', onOnline),
    );
  }
}
