import { createAnswers, type Answers } from './ai.js';
import type { Auth, AuthEvent, AuthFactory } from './auth.js';
import { createBook, type SessionBook } from './book.js';
import type { Cache } from './cache.js';
import { createConnection, type Connection, type ConnectionState } from './connection.js';
import type { Announcement, Notification, SessionUpdate, User } from './generated/api.js';
import { createHttp, type Call, type Fetch, type Http } from './http.js';
import { createOutbox, type Outbox } from './outbox.js';
import { watchPage } from './page.js';
import { createRoom, type CoreRoom, type RoomParts } from './room.js';
import type { KeepingFactory } from './keeping.js';
import type { Persistence } from './storage.js';
import { emitter, store, type Dispose, type Readable } from './store.js';
import type { WebSocketClass } from './transport.js';

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

/** The client without questions to the AI, the list of sessions, members, invites, tasks and rights: what a page with one room needs. */
export interface CoreChat<A extends Auth = Auth, R = CoreRoom> {
  readonly auth: A;
  readonly connection: Readable<ConnectionState>;
  /** Who is signed in: null for nobody, undefined while that is not known. */
  readonly user: Readable<User | null | undefined>;
  /** Whether what is kept outlives the page. */
  readonly persistence: Readable<Persistence>;
  /** The room of a session: the same one each time. It is attached while somebody uses it. */
  room(sessionId: string): R;
  on<K extends keyof ChatEvents>(name: K, listener: (event: ChatEvents[K]) => void): Dispose;
  /** Any call of the OpenAPI document under its name, such as `GET /chat/blocks`. */
  readonly call: Call;
  /**
   * The app has come back, or somebody has signed in whom only `tokenAuth`'s function knows: looks whether the connection is alive, and
   * sends what waits. Pages that come back do it by themselves.
   */
  wake(): void;
  /** Forgets who is signed in, and what was kept for them here. */
  signOut(): Promise<void>;
  /** Ends the connection and all timers. What is kept stays. */
  close(): void;
}

/** What a client is made of. */
export interface Parts {
  readonly http: Http;
  readonly connection: Connection;
  readonly cache: Cache | undefined;
  readonly answers: Answers;
  readonly outbox: Outbox;
  readonly me: () => string;
  /** The user as the server has just told. */
  become(user: User): Promise<void>;
}

/** What may be put around the core. */
export interface Features<R> {
  sessions(parts: Parts): SessionBook;
  room(room: RoomParts): R;
}

const LINGER_MS = 15_000;
/** Rooms that are kept in memory though nobody uses them. */
const MOST_ROOMS = 20;

/** Connects as soon as somebody is signed in. */
export function createCore<A extends Auth>(options: ChatOptions<A>): CoreChat<A> {
  return assemble(options, { sessions: createBook, room: (room) => room });
}

export function assemble<A extends Auth, R>(options: ChatOptions<A>, features: Features<R>): CoreChat<A, R> {
  const url = options.url.replace(/\/+$/, '');
  const fetch: Fetch = options.fetch ?? ((address, init) => globalThis.fetch(address, init));
  const auth = options.auth({ url, call: createHttp(url, fetch).call });
  const http = createHttp(url, fetch, auth);
  const keeping = options.storage?.(url);
  const cache = keeping?.cache;
  const user = store<User | null | undefined>(undefined);
  const me = () => user.get()?.id ?? '';
  const rooms = new Map<string, { parts: RoomParts; room: R }>();
  const notifications = emitter<Notification>();
  const announcements = emitter<Announcement>();
  /** The user whom the server has confirmed. */
  let confirmed: string | undefined;
  let unlisten: Dispose | undefined;
  let closed = false;
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
  const sessions = features.sessions({ http, connection, cache, answers, outbox, me, become });

  /** Shows what is kept for a user. */
  async function open(next: User): Promise<void> {
    user.set(next);
    cache?.open(next.id);
    unlisten?.();
    unlisten = connection.listen(`user_notifications_${next.id}`, {
      onEvent(event) {
        if (event.event === 'notification') {
          notifications.emit(event.payload as Notification);
        } else {
          sessions.told(event);
          const { change, sessionId } = event.payload as SessionUpdate;
          // Somebody who was removed may be back.
          if (change === 'member_added') {
            rooms.get(sessionId)?.parts.resume();
          }
        }
      },
    });
    await sessions.restore();
    await outbox.load(next.id);
    rooms.forEach(({ parts }) => parts.resume());
  }

  function leave(): void {
    unlisten?.();
    unlisten = undefined;
    confirmed = undefined;
    rooms.forEach(({ parts }) => parts.reset());
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
    room(id) {
      let room = rooms.get(id);
      if (room === undefined) {
        const lingerMs = options.lingerMs ?? LINGER_MS;
        const parts = createRoom({ id, user, http, connection, outbox, answers, sessions, cache, lingerMs });
        room = { parts, room: features.room(parts) };
      }
      // The one that was asked for longest ago makes room, unless it is in use.
      rooms.delete(id);
      rooms.set(id, room);
      for (const [oldId, { parts }] of rooms) {
        if (rooms.size > MOST_ROOMS && oldId !== id && parts.status.get().status === 'detached') {
          rooms.delete(oldId);
        }
      }
      return room.room;
    },
    on: (name, listener) =>
      name === 'notification' ? notifications.on(listener as never) : announcements.on(listener as never),
    call: http.call,
    wake() {
      if (!closed) {
        connection.start();
        wake();
      }
    },
    async signOut() {
      await auth.signOut();
      await changing;
    },
    close() {
      closed = true;
      disposers.forEach((dispose) => dispose());
      unlisten?.();
      rooms.forEach(({ parts }) => parts.close());
      connection.stop('stopped');
      outbox.close();
      keeping?.close();
      auth.close();
    },
  };
}
