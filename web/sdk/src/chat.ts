import type { Auth } from './auth.js';
import { assemble, type ChatOptions, type CoreChat, type Parts } from './core.js';
import type {
  ChannelEvent,
  InvitePreview,
  KnownEvent,
  Session,
  UpdateSession,
  UpdateUser,
  User,
} from './generated/api.js';
import type { Action } from './generated/roles.js';
import { createInvites, createMembers, type Invites, type Members } from './members.js';
import { eachOf } from './paging.js';
import { actionOn, may } from './rights.js';
import type { CoreRoom, RoomParts } from './room.js';
import { createAi, type Ai } from './roomai.js';
import { createSessions, type Sessions, type SessionsParts } from './sessions.js';
import { createTaskBoard, createTasks, type TaskBoard, type Tasks } from './tasks.js';
import type { Dispose } from './store.js';
import type { CallOptions, Message, Page } from './types.js';
import { viewer } from './view.js';

/** A session with everything that goes on in it. */
export interface Room extends CoreRoom {
  readonly ai: Ai;
  readonly tasks: Tasks;
  readonly members: Members;
  readonly invites: Invites;
  /** Whether the user may do something now, by role and state; true until the session is known. */
  can(action: Action): boolean;
  canEdit(message: Message): boolean;
  canDelete(message: Message): boolean;
  /** Changes title, language, AI, slow mode, or archives it. */
  update(change: UpdateSession, options?: CallOptions): Promise<void>;
  mute(muted: boolean, options?: CallOptions): Promise<void>;
  /** Reads how far all members have read, into `reads`. */
  loadReads(options?: CallOptions): Promise<void>;
  leave(options?: CallOptions): Promise<void>;
}

export interface Chat<A extends Auth = Auth> extends CoreChat<A, Room> {
  readonly sessions: Sessions;
  readonly invites: {
    /** Where an invite leads. */
    preview(token: string, options?: CallOptions): Promise<InvitePreview>;
    accept(token: string, options?: CallOptions): Promise<Session>;
  };
  /** Messages of all the user's sessions that hold all the words, newest first. */
  search(words: string, options?: CallOptions & { cursor?: string; limit?: number }): Promise<Page<Message>>;
  updateMe(change: UpdateUser, options?: CallOptions): Promise<User>;
  /** Hears the events of a channel of the AsyncAPI document, over every connection to come, such as `system_operations` for operators. */
  listen(channel: string, onEvent: (event: KnownEvent | ChannelEvent) => void): Dispose;
}

/** The client. It connects as soon as somebody is signed in. */
export function createChat<A extends Auth>(options: ChatOptions<A>): Chat<A> {
  let parts!: Parts;
  let sessions!: SessionsParts;
  let board!: TaskBoard;
  const core = assemble<A, Room>(options, {
    sessions(all) {
      parts = all;
      board = createTaskBoard(all.http, all.connection);
      sessions = createSessions(all);
      return sessions;
    },
    room: (room) => roomOf(parts, sessions, board, room),
  });
  const { call } = parts.http;
  return {
    ...core,
    sessions,
    invites: {
      preview: (token, { signal } = {}) => call('GET /chat/invite/{token}', { path: { token }, signal }),
      async accept(token, { signal } = {}) {
        const session = await call('POST /chat/invite/{token}', { path: { token }, signal });
        sessions.put(session);
        return session;
      },
    },
    async search(q, { signal, ...where } = {}) {
      const page = await call('GET /chat/search', { query: { q, ...where }, signal });
      const { one } = viewer(parts.me(), () => undefined, parts.answers.own);
      return { items: page.items.map(one), next: page.next ?? undefined };
    },
    async updateMe(body, { signal } = {}) {
      const changed = await call('PATCH /auth/me', { body, signal });
      await parts.become(changed);
      return changed;
    },
    listen: (channel, onEvent) => parts.connection.listen(channel, { onEvent }),
  };
}

function roomOf(parts: Parts, sessions: SessionsParts, board: TaskBoard, room: RoomParts): Room {
  const { http, me } = parts;
  const { id } = room;
  const { call } = http;
  const path = { sessionId: id };
  const session = sessions.one(id);
  const members = createMembers(http, sessions, id);
  room.heard((event) => {
    if (event.event === 'session_updated') {
      members.heard(event.payload as Parameters<typeof members.heard>[0]);
    }
  });

  function mayOn(what: 'edit' | 'delete', message: Message): boolean {
    const now = session.get();
    const action = now && actionOn(now, what, message);
    return now === undefined || (action !== undefined && may(now, me(), action));
  }

  return {
    ...room,
    ai: createAi(parts, room),
    tasks: createTasks(http, board, id),
    members,
    invites: createInvites(http, id),
    can(action) {
      const now = session.get();
      return now === undefined || may(now, me(), action);
    },
    canEdit: (message) => mayOn('edit', message),
    canDelete: (message) => mayOn('delete', message),
    async update(body, { signal } = {}) {
      sessions.put(await call('PATCH /chat/session/{sessionId}', { path, body, signal }));
    },
    async mute(muted, { signal } = {}) {
      await call('PUT /chat/session/{sessionId}/mute', { path, body: { muted }, signal });
      const now = session.get();
      if (now !== undefined) {
        sessions.put({ ...now, muted });
      }
    },
    loadReads: ({ signal } = {}) =>
      eachOf(
        (cursor) => call('GET /chat/session/{sessionId}/read', { path, query: { limit: 200, cursor }, signal }),
        room.marked,
      ),
    async leave({ signal } = {}) {
      const from = { sessionId: id, userId: me() };
      await call('DELETE /chat/session/{sessionId}/members/{userId}', { path: from, signal });
      sessions.gone(id);
    },
  };
}
