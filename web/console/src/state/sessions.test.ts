import { describe, expect, it } from 'vitest';
import { bob, me, message, session, sessionId } from '../testing/samples';
import { reduceSessions, titleOf } from './sessions';

describe('reduceSessions', () => {
  const older = session({ id: 'older', lastActivity: '2026-11-22T08:00:00Z' });
  const sessions = [session({ lastSeq: 3 }), older];

  it('counts what others wrote and moves the session up', () => {
    const list = reduceSessions([older, session({ lastSeq: 3, lastActivity: '2026-11-21T08:00:00Z' })], {
      type: 'message',
      message: message(4),
      me,
    });
    expect(list[0]).toMatchObject({ id: sessionId, lastSeq: 4, unread: 1, lastMessage: { seq: 4 } });
  });

  it('counts messages that were missed in between', () => {
    expect(reduceSessions(sessions, { type: 'message', message: message(6), me })[0]?.unread).toBe(3);
  });

  it('does not count a message twice', () => {
    expect(reduceSessions(sessions, { type: 'message', message: message(3), me })).toBe(sessions);
  });

  it('has nothing unread after an own message', () => {
    const unread = [session({ lastSeq: 3, unread: 2 })];
    const action = { type: 'message', message: message(4, { userId: me }), me } as const;
    expect(reduceSessions(unread, action)[0]?.unread).toBe(0);
  });

  it('follows the read mark, never back', () => {
    const unread = [session({ lastSeq: 9, unread: 4 })];
    expect(reduceSessions(unread, { type: 'read', sessionId, seq: 8 })[0]?.unread).toBe(1);
    expect(reduceSessions(unread, { type: 'read', sessionId, seq: 2 })).toBe(unread);
  });

  it('puts and takes away', () => {
    const renamed = reduceSessions(sessions, { type: 'put', session: session({ title: 'Trip' }) });
    expect(renamed.map((item) => item.title)).toEqual(['Trip', undefined]);
    expect(reduceSessions(sessions, { type: 'gone', sessionId }).map((item) => item.id)).toEqual(['older']);
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
