import type { Language } from '../texts';

/** A sign, what it is called, and other words that lead to it. */
export type Emoji = readonly [sign: string, name: string, words: string];
export type EmojiGroups = readonly (readonly Emoji[])[];

const RECENT = 'cogo.emoji';
const MOST_RECENT = 16;
const MOST_FOUND = 64;

const load: Record<Language, () => Promise<{ default: EmojiGroups }>> = {
  en: () => import('virtual:emoji/en'),
  ko: () => import('virtual:emoji/ko'),
  ja: () => import('virtual:emoji/ja'),
};

/** All emoji by their groups, named in a language. */
export async function emojiIn(language: Language): Promise<EmojiGroups> {
  return (await load[language]()).default;
}

/** Those whose name or words hold every word of a text; those whose name begins so come first. */
export function findEmoji(groups: EmojiGroups, text: string): readonly Emoji[] {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  const rank = ([, name]: Emoji) => (fold(name).startsWith(wanted[0]!) ? 0 : 1);
  return groups
    .flat()
    .filter(([, name, words]) => {
      const all = fold(`${name} ${words}`);
      return wanted.every((word) => all.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_FOUND);
}

/** The signs that were used here lately, newest first. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((sign) => typeof sign === 'string').slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(sign: string): void {
  try {
    const next = [sign, ...recentEmoji().filter((other) => other !== sign)].slice(0, MOST_RECENT);
    localStorage.setItem(RECENT, JSON.stringify(next));
  } catch {
    // Where nothing may be kept, all are as far as before.
  }
}

function fold(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase();
}
