import { createAnswers } from './ai.js';
import type { Auth, AuthEvent, AuthFactory } from './auth.js';
import { createConnection, type ConnectionState } from './connection.js';
import type { Announcement, InvitePreview, Notification, Session, SessionUpdate, UpdateUser, User } from './generated/api.js';
import { createHttp, type Call, type Fetch } from './http.js';
import { createOutbox } from './outbox.js';
import { watchPage } from './page.js';
import { createRoom, type Room, type RoomParts } from './room.js';
import { createSessions, type Sessions } from './sessions.js';
import type { KeepingFactory } from './keeping.js';
import type { Persistence } from './storage.js';
import { emitter, store, type Dispose, type Readable } from './store.js';
import { createTaskBoard } from './tasks.js';
import type { WebSocketClass } from './transport.js';
import type { CallOptions, Message, Page } from './types.js';
import { viewer } from './view.js';

export interface ChatOptions<A extends Auth> {
  /** The server's address, such as `https://chat.example.org`. */
  url: string;
  auth: AuthFactory<A>;
  /** Where unsent messages and the last read ones outlive the page; without it they are kept in memory. */
  storage?: KeepingFactory;
  /** For platforms without their own, such as Node.js 20. */
  WebSocket?: WebSocketClass;
  fetch?: Fetch;
  /** Whether to go over SockJS where no WebSocket passes; yes unless this is false. */
  sockjs?: boolean;
  /** How long a room that nobody uses stays attached. */
  lingerMs?: number;
}

export interface ChatEvents {
  /** Somebody mentioned or answered the user. */
  notification: Notification;
  /** An operator tells everybody something. */
  announcement: Announcement;
}

export interface Chat<A extends Auth = Auth> {
  readonly auth: A;
  readonly connection: Readable<ConnectionState>;
  /** Who is signed in: null for nobody, undefined while that is not known. */
  readonly user: Readable<User | null | undefined>;
  /** Whether what is kept outlives the page. */
  readonly persistence: Readable<Persistence>;
  readonly sessions: Sessions;
  /** The room of a session: the same one each time. It is attached while somebody uses it. */
  room(sessionId: string): Room;
  on<K extends keyof ChatEvents>(name: K, listener: (event: ChatEvents[K]) => void): Dispose;
  /** Messages of all the user's sessions that hold all the words, newest first. */
  search(words: string, options?: CallOptions & { cursor?: string; limit?: number }): Promise<Page<Message>>;
  readonly invites: {
    /** Where an invite leads. */
    preview(token: string, options?: CallOptions): Promise<InvitePreview>;
    accept(token: string, options?: CallOptions): Promise<Session>;
  };
  updateMe(change: UpdateUser, options?: CallOptions): Promise<User>;
  /** Any call of the OpenAPI document under its name, such as `GET /chat/blocks`. */
  readonly call: Call;
  /** The app has come back: looks whether the connection is alive, and sends what waits. Pages do it by themselves. */
  wake(): void;
  /** Forgets who is signed in, and what was kept for them here. */
  signOut(): Promise<void>;
  /** Ends the connection and all timers. What is kept stays. */
  close(): void;
}

const LINGER_MS = 15_000;
/** Rooms that are kept in memory though nobody uses them. */
const MOST_ROOMS = 20;

/** The client. It connects as soon as somebody is signed in. */
export function createChat<A extends Auth>(options: ChatOptions<A>): Chat<A> {
  const url = options.url.replace(/\/+$/, '');
  const fetch: Fetch = options.fetch ?? ((address, init) => globalThis.fetch(address, init));
  const auth = options.auth({ url, call: createHttp(url, fetch).call });
  const http = createHttp(url, fetch, auth);
  const keeping = options.storage?.(url);
  const cache = keeping?.cache;
  const user = store<User | null | undefined>(undefined);
  const me = () => user.get()?.id ?? '';
  const rooms = new Map<string, RoomParts>();
  const notifications = emitter<Notification>();
  const announcements = emitter<Announcement>();
  /** The user whom the server has confirmed. */
  let confirmed: string | undefined;
  let unlisten: Dispose | undefined;
  /** Changes of the user happen one after the other. */
  let changing: Promise<void> = Promise.resolve();

  const connection = createConnection({
    url,
    auth,
    fetch,
    WebSocket: options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined),
    sockjs: options.sockjs ?? true,
    async ready() {
      await changing;
      if (confirmed === undefined) {
        await become(await http.call('GET /auth/me', {}));
      }
    },
  });
  const answers = createAnswers(http);
  const outbox = createOutbox(keeping?.outbox, answers.deliver);
  const sessions = createSessions({ http, connection, cache, me });
  const tasks = createTaskBoard(http, connection);

  /** Shows what is kept for a user. */
  async function open(next: User): Promise<void> {
    user.set(next);
    cache?.open(next.id);
    unlisten?.();
    unlisten = connection.listen(`user_notifications_${next.id}`, {
      onEvent(event) {
        if (event.event === 'notification') {
          notifications.emit(event.payload as Notification);
        } else if (event.event === 'session_updated') {
          sessions.updated(event.payload as SessionUpdate);
        }
      },
    });
    await sessions.restore();
    await outbox.load(next.id);
    rooms.forEach((room) => room.resume());
  }

  function leave(): void {
    unlisten?.();
    unlisten = undefined;
    confirmed = undefined;
    rooms.forEach((room) => room.reset());
    sessions.clear();
  }

  /** The server has said who is signed in. */
  function become(next: User): Promise<void> {
    confirmed = next.id;
    changing = changing.then(async () => {
      const before = user.get();
      if (before?.id === next.id) {
        user.set(next);
      } else {
        if (before) {
          leave();
          outbox.unload();
          await cache?.clear();
          confirmed = next.id;
        }
        await open(next);
      }
      await keeping?.saveUser(next);
    });
    return changing;
  }

  function end(byWish: boolean): void {
    changing = changing.then(async () => {
      const had = user.get();
      leave();
      user.set(null);
      if (had) {
        // Who was logged out by others can still send what waits, once they are back.
        await (byWish ? outbox.clear() : outbox.unload());
        await cache?.clear();
      }
      await keeping?.saveUser(undefined);
      cache?.open(undefined);
    });
  }

  const disposers: Dispose[] = [
    auth.on((event: AuthEvent) => {
      if ('ended' in event) {
        connection.stop('signed_out');
        end(event.error === undefined);
        return;
      }
      if (event.user !== undefined) {
        const other = user.get() && user.get()!.id !== event.user.id;
        if (other) {
          connection.stop('signed_out');
        }
        void become(event.user);
      }
      connection.start();
    }),
    connection.state.subscribe(({ status, reason }) => {
      if (status === 'connected') {
        outbox.wake();
      } else if (status === 'disconnected' && reason === 'signed_out') {
        end(false);
      }
    }),
    connection.listen('system_announcements', {
      onEvent: (event) => event.event === 'announcement' && announcements.emit(event.payload as Announcement),
    }),
    watchPage(wake),
  ];

  function wake(): void {
    connection.wake();
    outbox.wake();
  }

  // What was kept is shown at once; the server is asked meanwhile.
  if (keeping !== undefined) {
    changing = keeping.user().then(async (kept) => {
      if (kept !== undefined) {
        await open(kept);
      } else {
        cache?.open(undefined);
      }
    });
  }
  connection.start();

  return {
    auth,
    connection: connection.state,
    user,
    persistence: keeping?.state ?? store<Persistence>({ durable: false }),
    sessions,
    room(id) {
      let room = rooms.get(id);
      if (room === undefined) {
        room = createRoom({
          id,
          user,
          http,
          connection,
          outbox,
          answers,
          sessions,
          tasks,
          cache,
          lingerMs: options.lingerMs ?? LINGER_MS,
        });
      }
      // The one that was asked for longest ago makes room, unless it is in use.
      rooms.delete(id);
      rooms.set(id, room);
      for (const [oldId, old] of rooms) {
        if (rooms.size <= MOST_ROOMS) {
          break;
        }
        if (old.status.get().status === 'detached' && oldId !== id) {
          rooms.delete(oldId);
          old.close();
        }
      }
      return room;
    },
    on: (name, listener) =>
      name === 'notification' ? notifications.on(listener as never) : announcements.on(listener as never),
    async search(q, { signal, ...where } = {}) {
      const page = await http.call('GET /chat/search', { query: { q, ...where }, signal });
      const { one } = viewer(me(), () => undefined, answers.own);
      return { items: page.items.map(one), next: page.next ?? undefined };
    },
    invites: {
      preview: (token, { signal } = {}) => http.call('GET /chat/invite/{token}', { path: { token }, signal }),
      async accept(token, { signal } = {}) {
        const session = await http.call('POST /chat/invite/{token}', { path: { token }, signal });
        sessions.put(session);
        return session;
      },
    },
    async updateMe(body, { signal } = {}) {
      const changed = await http.call('PATCH /auth/me', { body, signal });
      await become(changed);
      return changed;
    },
    call: http.call,
    wake,
    async signOut() {
      await auth.signOut();
      await changing;
    },
    close() {
      disposers.forEach((dispose) => dispose());
      leave();
      rooms.forEach((room) => room.close());
      connection.stop('stopped');
      outbox.close();
      keeping?.close();
      auth.close();
    },
  };
}
