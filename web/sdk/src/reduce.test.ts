import { describe, expect, it } from 'vitest';
import type { ActiveSession } from './generated/api.js';
import { withActivity } from './reduce.js';
import { message, session, sessionId } from './testing/samples.js';

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
