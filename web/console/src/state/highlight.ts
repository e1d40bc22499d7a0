import { plainText } from '@cogo-chat/parts';

/** A piece of a found text, and whether it is one of the words that were searched for. */
export interface HighlightPart {
  text: string;
  hit: boolean;
}

/** How much is shown before the first hit, and in all, in characters. */
const LEAD = 40;
const MOST_SHOWN = 220;

/** The part of a text around the first of the words, with all of them marked. */
export function highlighted(content: string, query: string): HighlightPart[] {
  // As the server compares: half-width and full-width, composed and decomposed are one.
  const line = plainText(content).normalize('NFKC');
  const words = query
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) {
    return [{ text: cut(line, 0), hit: false }];
  }
  const hits = new RegExp(words.map(patternOf).join('|'), 'giu');
  const first = line.search(hits);
  // A language without blanks has no place to begin at: then anywhere shortly before.
  const from = first > LEAD ? Math.max(line.lastIndexOf(' ', first - LEAD / 2) + 1, first - LEAD) : 0;
  const shown = cut(line, from);
  const parts: HighlightPart[] = [];
  let at = 0;
  for (const match of shown.matchAll(hits)) {
    if (match.index > at) {
      parts.push({ text: shown.slice(at, match.index), hit: false });
    }
    parts.push({ text: match[0], hit: true });
    at = match.index + match[0].length;
  }
  if (at < shown.length) {
    parts.push({ text: shown.slice(at), hit: false });
  }
  return parts;
}

/** Words without blanks around them, as in Korean and Japanese, are found inside others; elsewhere words are found by their beginnings. */
function patternOf(word: string): string {
  return /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(word)
    ? word
    : `(?<![\\p{L}\\p{N}_])${word}[\\p{L}\\p{N}_]*`;
}

function cut(line: string, from: number): string {
  const rest = line.slice(from);
  const characters = [...rest];
  const end = characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join('')}…` : rest;
  return from > 0 ? `…${end}` : end;
}
