import { describe, expect, it } from 'vitest';
import type { Session } from '../types';
import { bob, me, session } from '../testing/samples';
import * as rights from './rights';

const as = (role: Session['role'], bobs: Session['role'] = 'member', more: Partial<Session> = {}) =>
  session({
    role,
    members: [
      { userId: me, displayName: 'Minji', role, joinedAt: '' },
      { userId: bob, displayName: 'Bob', role: bobs, joinedAt: '' },
    ],
    ...more,
  });
const bobIn = (of: Session) => of.members[1]!;
const peer = as('member', 'member', { kind: 'direct' });

describe('rights', () => {
  it('over members', () => {
    const cells = [as('owner'), as('owner', 'admin'), as('admin'), as('admin', 'admin'), as('member')];
    const may = (right: typeof rights.mayRemove) => cells.map((of) => right(of, me, bobIn(of)));
    expect(may(rights.mayRemove)).toEqual([true, true, true, false, false]);
    expect(may(rights.maySilence)).toEqual([true, true, true, false, false]);
    expect(may(rights.mayChangeRole)).toEqual([true, true, false, false, false]);
    expect(may(rights.mayTransferTo)).toEqual([true, true, false, false, false]);
  });

  it('over the session', () => {
    const cells = [as('owner'), as('admin'), as('member'), peer];
    expect(cells.map(rights.mayInvite)).toEqual([true, true, false, false]);
    expect(cells.map(rights.mayChangeSettings)).toEqual([true, true, false, false]);
    expect(cells.map(rights.mayChangeAi)).toEqual([true, true, false, true]);
    expect(cells.map(rights.mayArchive)).toEqual([true, false, false, false]);
    expect(cells.map(rights.mayLeave)).toEqual([true, true, true, false]);
  });

  it('to write end with the archive, and while one is silenced', () => {
    expect(rights.mayWrite(as('owner', 'member', { archivedAt: '2026-11-23T09:00:00Z' }), me)).toBe(false);
    const of = as('member');
    of.members[0]!.silencedUntil = new Date(Date.now() + 60_000).toISOString();
    expect(rights.mayWrite(of, me)).toBe(false);
    of.members[0]!.silencedUntil = new Date(Date.now() - 1).toISOString();
    expect(rights.mayWrite(of, me)).toBe(true);
  });
});
