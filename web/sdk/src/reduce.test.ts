import { describe, expect, it } from 'vitest';
import type { ActiveSession } from './generated/api.js';
import { laterOf, withActivity, withEvent } from './reduce.js';
import { bob, me, message, sent, session, sessionId } from './testing/samples.js';
import type { TimelineEvent } from './timeline.js';

const active = (more: Partial<ActiveSession> = {}): ActiveSession => ({
  sessionId,
  seq: 7,
  lastReadSeq: 2,
  unread: 5,
  lastActivity: '2026-11-23T09:00:00Z',
  lastMessage: message(7, { content: 'the beginn' }),
  ...more,
});

describe('what the own channel says of a session', () => {
  const known = session({ lastSeq: 5, lastReadSeq: 2, unread: 3, lastMessage: message(5) });

  it('is where it stands then', () => {
    expect(withActivity(known, active())).toMatchObject({
      lastSeq: 7,
      unread: 5,
      lastActivity: '2026-11-23T09:00:00Z',
      lastMessage: { content: 'the beginn' },
    });
  });

  it('changes nothing that is newer', () => {
    expect(withActivity(known, active({ seq: 4, unread: 2 }))).toBe(known);
    expect(withActivity(known, active({ seq: 4, lastReadSeq: 5 }))).toMatchObject({ lastReadSeq: 5, unread: 0 });
    const read = { ...known, lastReadSeq: 7, unread: 0 };
    expect(withActivity(read, active())).toMatchObject({ lastReadSeq: 7, unread: 0, lastSeq: 7 });
  });

  it('leaves the whole text of a message that is known', () => {
    const whole = { ...known, lastMessage: message(7, { content: 'the beginning and the end' }) };
    expect(withActivity(whole, active()).lastMessage?.content).toBe('the beginning and the end');
    const deleted = message(7, { content: '', deletedAt: '2026-11-23T09:00:00Z' });
    expect(withActivity(whole, active({ seq: 8, lastMessage: deleted })).lastMessage).toBe(deleted);
    expect(withActivity(whole, active({ seq: 8, lastMessage: undefined })).lastMessage).toBe(whole.lastMessage);
  });
});

describe('what happens in a session', () => {
  const known = session({ lastSeq: 5, lastReadSeq: 5, lastMessage: message(5), title: 'Boats', archivedAt: '2026' });
  const update = (seq: number, payload: object) =>
    ({
      event: 'session_updated',
      channel: '',
      seq,
      payload: { sessionId, timestamp: '2027', ...payload },
    }) as TimelineEvent;

  it('is new once', () => {
    const next = withEvent(known, sent(6), me);
    expect(next).toMatchObject({ unread: 1, lastSeq: 6, lastReadSeq: 5, lastMessage: { id: 'message-6' } });
    expect(withEvent(next, sent(6), me)).toBe(next);
    expect(withEvent(next, sent(7, { userId: me }), me)).toMatchObject({ unread: 0, lastReadSeq: 7 });
  });

  it('changes the last message, and no other', () => {
    const edit = (id: string, seq: number) =>
      ({
        event: 'message_updated',
        channel: '',
        seq,
        payload: message(5, { id, content: 'new', editedAt: '2027' }),
      }) as TimelineEvent;
    expect(withEvent(known, edit('message-5', 6), me).lastMessage?.content).toBe('new');
    expect(withEvent(known, edit('message-1', 6), me).lastMessage?.content).toBe('text 5');
    expect(withEvent(known, update(6, { change: 'member_erased', userId: bob }), me).lastMessage).toMatchObject({
      content: '',
    });
    expect(withEvent(known, update(6, { change: 'member_erased', userId: me }), me).lastMessage?.content).toBe(
      'text 5',
    );
  });

  it('brings members, takes them, and gives them roles', () => {
    const cho = { userId: 'cho', displayName: 'Cho', role: 'member', joinedAt: '2026' } as const;
    const added = withEvent(known, update(6, { change: 'member_added', member: cho }), me);
    expect([added.memberCount, added.members.at(-1)]).toEqual([3, cho]);
    expect(withEvent(added, update(7, { change: 'member_added', member: cho }), me).memberCount).toBe(3);
    const mine = { ...known.members[0]!, role: 'admin' } as const;
    expect(withEvent(known, update(6, { change: 'member_updated', member: mine }), me).role).toBe('admin');
    expect(withEvent(added, update(7, { change: 'member_removed', userId: 'cho' }), me).memberCount).toBe(2);
    expect(withEvent(known, update(6, { change: 'member_added' }), me).memberCount).toBe(2);
    const many = Array.from({ length: 100 }, (_, i) => ({ ...cho, userId: `${i}` }));
    const crowd = { ...known, members: many, memberCount: 500 };
    const larger = withEvent(crowd, update(6, { change: 'member_added', member: cho }), me);
    expect([larger.members.length, larger.memberCount]).toEqual([100, 501]);
  });

  it('sets what is named, and ends what is not', () => {
    const { members: _m, memberCount: _c, ...settings } = session({ title: undefined, slowModeSeconds: 5 });
    const next = withEvent(
      known,
      update(6, { change: 'settings_changed', settings: { slowModeSeconds: 5, ai: settings.ai } }),
      me,
    );
    expect(next).toMatchObject({ slowModeSeconds: 5, memberCount: 2 });
    expect([next.title, next.archivedAt]).toEqual([undefined, undefined]);
    expect(withEvent(known, update(6, { change: 'settings_changed' }), me).title).toBe('Boats');
    expect(withEvent(known, update(6, { change: 'of_a_later_server' }), me)).toEqual({ ...known, lastSeq: 6 });
    expect(withEvent(known, { event: 'unknown', seq: 6 }, me)).toEqual({ ...known, lastSeq: 6 });
  });

  it('is not undone by an answer that is older', () => {
    expect(laterOf(undefined, known)).toBe(known);
    expect(laterOf(known, session({ lastSeq: 4, muted: true }))).toEqual({ ...known, muted: true });
    expect(laterOf(known, session({ lastSeq: 6, lastReadSeq: 3, unread: 3 }))).toMatchObject({
      lastReadSeq: 5,
      unread: 0,
    });
    const later = session({ lastSeq: 6, lastReadSeq: 6 });
    expect(laterOf(known, later)).toBe(later);
  });
});
