import type { AddMember, CreateInvite, Invite, Member, SessionUpdate, UpdateMember } from './generated/api.js';
import type { Http } from './http.js';
import { eachOf } from './paging.js';
import type { SessionsParts } from './sessions.js';
import { derived, store, type Readable } from './store.js';
import type { CallOptions } from './types.js';

export interface Members {
  /** The first 100 to join; all of them after `load`. */
  readonly items: Readable<readonly Member[]>;
  load(options?: CallOptions): Promise<void>;
  /** By user id or e-mail address. */
  add(member: string, options?: CallOptions & { role?: AddMember['role'] }): Promise<void>;
  remove(userId: string, options?: CallOptions): Promise<void>;
  /** Another role, or a silence in seconds. */
  update(userId: string, change: UpdateMember, options?: CallOptions): Promise<Member>;
  /** Makes another one the owner in one's place. */
  transfer(userId: string, options?: CallOptions): Promise<void>;
}

export interface MembersParts extends Members {
  heard(update: SessionUpdate): void;
}

export interface Invites {
  /** The open ones, newest first. */
  list(options?: CallOptions): Promise<readonly Invite[]>;
  create(invite?: CreateInvite, options?: CallOptions): Promise<Invite>;
  revoke(inviteId: string, options?: CallOptions): Promise<void>;
}

export function createMembers(http: Http, sessions: SessionsParts, sessionId: string): MembersParts {
  const loaded = store<readonly Member[] | undefined>(undefined);
  const session = sessions.one(sessionId);
  const path = { sessionId };

  return {
    items: derived([loaded, session], (all, known) => all ?? known?.members ?? []),
    async load({ signal } = {}) {
      const all: Member[] = [];
      await eachOf(
        (cursor) => http.call('GET /chat/session/{sessionId}/members', { path, query: { limit: 100, cursor }, signal }),
        (member) => all.push(member),
      );
      loaded.set(all);
    },
    async add(member, { role, signal } = {}) {
      const body = { member, role };
      sessions.put(await http.call('POST /chat/session/{sessionId}/members', { path, body, signal }));
    },
    async remove(userId, { signal } = {}) {
      await http.call('DELETE /chat/session/{sessionId}/members/{userId}', {
        path: { sessionId, userId },
        signal,
      });
    },
    update: (userId, body, { signal } = {}) =>
      http.call('PATCH /chat/session/{sessionId}/members/{userId}', {
        path: { sessionId, userId },
        body,
        signal,
      }),
    async transfer(userId, { signal } = {}) {
      const body = { userId };
      sessions.put(await http.call('POST /chat/session/{sessionId}/owner', { path, body, signal }));
    },
    heard({ change, userId, member }) {
      const others = loaded.get()?.filter((known) => known.userId !== userId);
      if (others === undefined) {
        return;
      }
      if (change === 'member_removed') {
        loaded.set(others);
      } else if (member !== undefined) {
        loaded.update((all) =>
          all!.some((known) => known.userId === member.userId)
            ? all!.map((known) => (known.userId === member.userId ? member : known))
            : [...all!, member],
        );
      }
    },
  };
}

export function createInvites(http: Http, sessionId: string): Invites {
  const path = { sessionId };
  return {
    list: async ({ signal } = {}) => (await http.call('GET /chat/session/{sessionId}/invites', { path, signal })).items,
    create: (body = {}, { signal } = {}) => http.call('POST /chat/session/{sessionId}/invites', { path, body, signal }),
    revoke: (inviteId, { signal } = {}) =>
      http.call('DELETE /chat/session/{sessionId}/invites/{inviteId}', {
        path: { sessionId, inviteId },
        signal,
      }),
  };
}
