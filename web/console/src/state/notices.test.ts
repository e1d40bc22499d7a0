import { expect, it } from 'vitest';
import { bob, me, session } from '../testing/samples';
import type { Session } from '../types';
import { freshOf } from './notices';

const said = (id: string, seq: number, userId: string, more: Partial<Session> = {}) =>
  session({
    id,
    unread: 1,
    lastActivity: new Date(1_700_000_000_000 + seq).toISOString(),
    lastMessage: { id: `m${seq}`, seq, userId } as Session['lastMessage'],
    ...more,
  });

it('tells of what others have said since, once', () => {
  const before = [said('a', 3, bob), said('b', 5, bob)];
  const fresh = (...now: Session[]) => freshOf(before, now, me).map(({ id }) => id);
  expect(fresh(said('a', 4, bob), said('b', 5, bob))).toEqual(['a']);
  expect(fresh(...before)).toEqual([]);
  expect(freshOf(undefined, before, me)).toEqual([]);
});

it('does not tell of own messages, of what is muted, of what was read elsewhere', () => {
  const before = [said('a', 3, bob)];
  const now = [said('a', 4, me), said('a', 4, bob, { muted: true }), said('a', 4, bob, { unread: 0 })];
  expect(freshOf(before, now, me)).toEqual([]);
});

it('tells of new sessions and not of those further down that are read later', () => {
  const now = [said('new', 9, bob), said('a', 3, bob), said('old', 1, bob)];
  expect(freshOf([said('a', 3, bob)], now, me).map(({ id }) => id)).toEqual(['new']);
});
