import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '../realtime/events';
import { bob, me, message, session, sessionId } from '../testing/samples';
import { isBehind, reduceSessions, titleOf, unreadOf } from './sessions';

describe('reduceSessions', () => {
  const older = session({ id: 'older', lastActivity: '2026-11-22T08:00:00Z' });
  const sessions = [session({ lastSeq: 3 }), older];
  const happened = (...events: TimelineEvent[]) => ({ type: 'events', sessionId, events, me }) as const;
  const sent = (seq: number, more = {}) => happened({ event: 'new_message', seq, payload: message(seq, more) });

  it('counts what others wrote and moves the session up', () => {
    const list = reduceSessions([older, session({ lastSeq: 3, lastActivity: '2026-11-21T08:00:00Z' })], sent(4));
    expect(list[0]).toMatchObject({ id: sessionId, lastSeq: 4, unread: 1, lastMessage: { seq: 4 } });
  });

  it('counts messages only, and none twice', () => {
    const payload = { sessionId, messageId: 'm', messageSeq: 1, userId: bob, emoji: '👍', on: true, count: 1 };
    const list = reduceSessions(sessions, happened({ event: 'reaction', seq: 4, payload }));
    expect(list[0]).toMatchObject({ lastSeq: 4, unread: 0 });
    expect(reduceSessions(sessions, sent(3))).toBe(sessions);
  });

  it('knows when events are missing', () => {
    expect(isBehind(session({ lastSeq: 3 }), sent(4).events)).toBe(false);
    expect(isBehind(session({ lastSeq: 3 }), sent(6).events)).toBe(true);
  });

  it('has nothing unread after an own message', () => {
    const unread = [session({ lastSeq: 3, unread: 2 })];
    expect(reduceSessions(unread, sent(4, { userId: me }))[0]?.unread).toBe(0);
  });

  it('follows the read mark, never back', () => {
    const unread = reduceSessions([session({ lastSeq: 3, unread: 4 })], sent(4));
    expect(unread[0]?.unread).toBe(5);
    const read = reduceSessions(unread, { type: 'read', sessionId, seq: 4 });
    expect(read[0]).toMatchObject({ unread: 0, lastReadSeq: 4 });
    expect(reduceSessions(read, { type: 'read', sessionId, seq: 2 })).toBe(read);
    // An answer that was under way before the mark was set does not bring the count back.
    const put = reduceSessions(read, { type: 'put', session: session({ lastSeq: 4, unread: 5 }) });
    expect(put[0]?.unread).toBe(0);
  });

  it('shows edits and deletions of the last message', () => {
    const payload = message(4, { content: '', deletedAt: '2026-11-23T09:00:00Z' });
    const list = reduceSessions(
      reduceSessions(sessions, sent(4)),
      happened({ event: 'message_deleted', seq: 5, payload }),
    );
    expect(list[0]?.lastMessage).toMatchObject({ seq: 4, content: '', deletedAt: payload.deletedAt });
  });

  it('follows members and settings', () => {
    const timestamp = '2026-11-23T09:00:00Z';
    const member = { userId: me, displayName: 'Minji', role: 'admin', joinedAt: timestamp } as const;
    const settings = { title: 'Trip', ai: false, slowModeSeconds: 30 };
    const list = reduceSessions(
      sessions,
      happened(
        {
          event: 'session_updated',
          seq: 4,
          payload: { sessionId, change: 'member_updated', userId: me, member, timestamp },
        },
        { event: 'session_updated', seq: 5, payload: { sessionId, change: 'settings_changed', settings, timestamp } },
        { event: 'session_updated', seq: 6, payload: { sessionId, change: 'member_removed', userId: bob, timestamp } },
      ),
    );
    expect(list[0]).toMatchObject({ role: 'admin', title: 'Trip', ai: false, slowModeSeconds: 30, memberCount: 1 });
    expect(list[0]?.members.map(({ userId }) => userId)).toEqual([me]);
  });

  it('puts what is newer, and takes away', () => {
    const renamed = reduceSessions(sessions, { type: 'put', session: session({ title: 'Trip', lastSeq: 4 }) });
    expect(renamed.map((item) => item.title)).toEqual(['Trip', undefined]);
    const stale = reduceSessions(renamed, { type: 'put', session: session({ title: 'Old', lastSeq: 3 }) });
    expect(stale[0]?.title).toBe('Trip');
    expect(reduceSessions(sessions, { type: 'gone', sessionId }).map((item) => item.id)).toEqual(['older']);
  });

  it('leaves muted sessions out of the sum', () => {
    expect(unreadOf([session({ unread: 2 }), session({ unread: 5, muted: true })])).toBe(2);
  });
});

describe('titleOf', () => {
  it('is the title, else the others', () => {
    expect(titleOf(session({ title: 'Trip' }), me)).toBe('Trip');
    expect(titleOf(session(), me)).toBe('Bob');
    expect(titleOf(session({ kind: 'direct' }), bob)).toBe('Minji');
    expect(titleOf(session({ memberCount: 140 }), me)).toBe('Bob and 138 more');
    expect(titleOf(session({ members: [], memberCount: 1 }), me)).toBe('Just you');
  });
});
