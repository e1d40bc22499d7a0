import { describe, expect, it, vi } from 'vitest';
import type { Presence } from '../api/types';
import type { Realtime } from '../realtime/realtime';
import { PresenceWatch, hereText, statusOf } from './presence';

const person = (userId: string, status: Presence['status'] = 'online'): Presence => ({
  userId,
  displayName: userId.toUpperCase(),
  status,
  lastSeen: '2026-11-23T08:01:07Z',
  devices: 1,
});

const watch = (items: Presence[], total: number) => {
  const request = vi.fn().mockResolvedValue({ items, next: null, total, complete: true });
  return new PresenceWatch({ request } as unknown as Realtime, 's');
};

describe('PresenceWatch', () => {
  it('knows who is there and follows changes', async () => {
    const presence = watch([person('ann')], 1);
    await presence.say('online');
    presence.changed(person('bob', 'away'));
    expect(statusOf(presence.here.get(), 'bob')).toBe('away');
    expect(presence.total.get()).toBe(2);
    presence.changed(person('ann', 'offline'));
    expect([...presence.here.get().keys()]).toEqual(['bob']);
    expect(statusOf(presence.here.get(), 'ann')).toBe('offline');
    expect(presence.total.get()).toBe(1);
  });

  it('takes a list instead of what it knew, and a count beside it', async () => {
    const presence = watch([person('ann'), person('bob')], 2);
    await presence.say('online');
    presence.summed({ sessionId: 's', total: 1, online: 1, away: 0, items: [person('kim')] });
    expect([...presence.here.get().keys()]).toEqual(['kim']);
    presence.summed({ sessionId: 's', total: 5000, online: 5000, away: 0 });
    expect([...presence.here.get().keys()]).toEqual(['kim']);
    expect(presence.total.get()).toBe(5000);
  });
});

describe('hereText', () => {
  it('names few and counts the rest', () => {
    expect(hereText([], 1)).toBe('only you here');
    expect(hereText([person('ann'), person('bob')], 3)).toBe('ANN, BOB here');
    expect(
      hereText(
        ['a', 'b', 'c', 'd'].map((id) => person(id)),
        5000,
      ),
    ).toBe('A, B, C, 4996 more here');
  });
});
