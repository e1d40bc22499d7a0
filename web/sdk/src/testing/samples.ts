import type { Login, Message, Session } from '../generated/api.js';
import type { TimelineEvent } from '../timeline.js';

export const me = '01a2076b-4400-7daa-8db8-0cbd3594c81d';
export const bob = '01a2076b-47e8-7726-977e-2496256dbf63';
export const sessionId = '01a2076b-4bd0-713c-acd8-f1de6955db34';

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `message-${seq}`,
    seq,
    sessionId,
    userId: bob,
    content: `text ${seq}`,
    messageType: 'text',
    timestamp: new Date(Date.UTC(2026, 10, 23, 8, 0, seq)).toISOString(),
    ...more,
  };
}

export function sent(seq: number, more: Partial<Message> = {}): TimelineEvent {
  return { event: 'new_message', channel: '', seq, payload: message(seq, more) };
}

export function session(more: Partial<Session> = {}): Session {
  return {
    id: sessionId,
    kind: 'group',
    ai: true,
    aiMode: 'explicit',
    whenBusy: 'queue',
    encrypted: false,
    slowModeSeconds: 0,
    muted: false,
    createdAt: '2026-11-23T08:00:00Z',
    lastActivity: '2026-11-23T08:00:00Z',
    lastSeq: 0,
    lastReadSeq: 0,
    unread: 0,
    role: 'owner',
    memberCount: 2,
    members: [
      { userId: me, displayName: 'Minji', role: 'owner', joinedAt: '2026-11-23T08:00:00Z' },
      { userId: bob, displayName: 'Bob', role: 'member', joinedAt: '2026-11-23T08:00:00Z' },
    ],
    ...more,
  };
}

export function login(number: number, expiresIn = 900): Login {
  return {
    user: {
      id: me,
      email: 'minji@example.org',
      displayName: 'Minji',
      operator: false,
      createdAt: '2026-11-23T08:00:00Z',
    },
    accessToken: `access-${number}`,
    refreshToken: `refresh-${number}`,
    tokenType: 'bearer',
    expiresIn,
  };
}

/** Waits until something holds. */
export async function until(check: () => boolean): Promise<void> {
  for (let looks = 0; !check(); looks++) {
    if (looks > 1000) {
      throw new Error('it never was');
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}
