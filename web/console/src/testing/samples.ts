import type { Message, Session } from '../types';

export const me = '01a2076b-4400-7daa-8db8-0cbd3594c81d';
export const bob = '01a2076b-47e8-7726-977e-2496256dbf63';
export const sessionId = '01a2076b-4bd0-713c-acd8-f1de6955db34';

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    key: `message-${seq}`,
    id: `message-${seq}`,
    seq,
    sessionId,
    author: { kind: 'user', id: bob, name: 'Bob' },
    mine: false,
    parts: [{ type: 'text', text: `text ${seq}` }],
    text: `text ${seq}`,
    state: 'sent',
    createdAt: new Date(Date.UTC(2026, 10, 23, 8, 0, seq)).toISOString(),
    mentions: [],
    reactions: [],
    metadata: {},
    ...more,
  };
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
