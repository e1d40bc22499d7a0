import type { Present } from '@cogo-chat/client';
import { expect, it } from 'vitest';
import { hereText } from './presence';

const person = (userId: string): Present => ({
  userId,
  displayName: userId.toUpperCase(),
  status: 'online',
  lastSeen: '2026-11-23T08:01:07Z',
  devices: 1,
});

it('names few of those who are here and counts the rest', () => {
  expect(hereText([], 1)).toBe('only you here');
  expect(hereText([person('ann'), person('bob')], 3)).toBe('ANN, BOB here');
  const many = ['a', 'b', 'c', 'd'].map(person);
  expect(hereText(many, 5000)).toBe('A, B, C, 4996 more here');
});
