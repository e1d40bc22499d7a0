import { describe, expect, it } from 'vitest';
import { me, message } from '../testing/samples';
import { continues, dayName, shortTime } from './time';

const at = (time: Date) => time.toISOString();

describe('continues', () => {
  const first = message(1, { createdAt: at(new Date(2026, 10, 23, 12, 0)) });

  it('is one author within five minutes', () => {
    expect(continues(first, message(2, { createdAt: at(new Date(2026, 10, 23, 12, 4)) }))).toBe(true);
    expect(continues(first, message(2, { createdAt: at(new Date(2026, 10, 23, 12, 5)) }))).toBe(false);
    expect(continues(first, message(2, { createdAt: first.createdAt, author: { kind: 'user', id: me } }))).toBe(false);
    expect(continues(undefined, first)).toBe(false);
  });

  it('ends with the day and with other kinds of messages', () => {
    const late = message(1, { createdAt: at(new Date(2026, 10, 22, 23, 59)) });
    expect(continues(late, message(2, { createdAt: at(new Date(2026, 10, 23, 0, 1)) }))).toBe(false);
    expect(continues(first, message(2, { createdAt: first.createdAt, author: { kind: 'system' } }))).toBe(false);
  });
});

describe('days', () => {
  const now = new Date(2026, 10, 23, 9, 0);

  it('have names', () => {
    expect(dayName(at(new Date(2026, 10, 23, 0, 1)), now, 'en-GB')).toBe('Today');
    expect(dayName(at(new Date(2026, 10, 22, 23, 59)), now, 'en-GB')).toBe('Yesterday');
    expect(dayName(at(new Date(2026, 10, 20, 12)), now, 'en-GB')).toMatch(/^Friday,? 20 November$/);
    expect(dayName(at(new Date(2025, 10, 20, 12)), now, 'en-GB')).toContain('2025');
  });

  it('are told from times in lists', () => {
    expect(shortTime(at(new Date(2026, 10, 23, 8, 5)), now, 'en-GB')).toBe('8:05');
    expect(shortTime(at(new Date(2026, 10, 20, 8, 5)), now, 'en-GB')).toBe('20 Nov');
  });
});
