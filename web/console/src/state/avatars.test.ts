import { readFileSync } from 'node:fs';
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

/** The contrast of white on an oklch colour, as WCAG counts it. */
function contrastOfWhite(lightness: number, chroma: number, hue: number): number {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const [red, green, blue] = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
  return 1.05 / (0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05);
}

it('the letters of every avatar can be read', () => {
  const css = readFileSync(new URL('../ui/styles/base.css', import.meta.url), 'utf8');
  const [, lightness, chroma] = /background: oklch\(([\d.]+) ([\d.]+) var\(--hue/.exec(css)!;
  const hues = [...css.matchAll(/--hue: (\d+);/g)].map(([, hue]) => Number(hue));
  expect(hues).toHaveLength(12);
  for (const hue of hues) {
    expect(contrastOfWhite(Number(lightness), Number(chroma), hue), `hue ${hue}`).toBeGreaterThan(4.5);
  }
});
