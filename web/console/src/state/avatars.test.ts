import { describe, expect, it } from 'vitest';
import { hueOf, initialsOf } from './avatars';

describe('avatars', () => {
  it('have initials in any script', () => {
    expect(initialsOf('Minji Kim')).toBe('MK');
    expect(initialsOf('  bob ')).toBe('B');
    expect(initialsOf('김 민지')).toBe('김민');
    expect(initialsOf('👩‍🚀 Ada')).toBe('👩‍🚀A');
    expect(initialsOf('')).toBe('?');
  });

  it('have a colour that stays', () => {
    expect(hueOf('a')).toBe(hueOf('a'));
    expect(hueOf('01a2076b-4400-7daa-8db8-0cbd3594c81d')).toBeLessThan(12);
  });
});
