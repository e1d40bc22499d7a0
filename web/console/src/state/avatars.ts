/** How many colours the style sheet has for avatars. */
const HUES = 12;

/** The first letters of the first and the last word; whole characters, also of other scripts. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstCharacter(word ?? ''));
  return letters.join('').toLocaleUpperCase() || '?';
}

/** A colour number that stays the same for an id. */
export function hueOf(id: string): number {
  let hash = 7;
  for (const character of id) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash % HUES;
}

function firstCharacter(word: string): string {
  return [...new Intl.Segmenter().segment(word)][0]?.segment ?? '';
}
