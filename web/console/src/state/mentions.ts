import type { Member } from '../types';

/** Most that the server takes for one message. */
const MOST_MENTIONS = 50;
const MOST_OFFERED = 8;

/** A word that is being typed after an @, and where it stands in the text. */
export interface MentionQuery {
  /** Where the @ is. */
  from: number;
  /** Where the cursor is. */
  to: number;
  word: string;
}

/** The mention that the cursor is at the end of; names may have a space, so one may be inside. */
export function queryAt(text: string, cursor: number): MentionQuery | undefined {
  const match = /(?:^|[\s(])@([^\s@]{0,40}(?: [^\s@]{1,40})?)$/u.exec(text.slice(0, cursor));
  const word = match?.[1];
  return word === undefined ? undefined : { from: cursor - word.length - 1, to: cursor, word };
}

/**
 * Members whose name, or a word of it, begins so; those whose name begins so come first. None when the word is the name of the
 * only one already: there is nothing to choose, and Enter is free to send.
 */
export function offersFor(word: string, members: readonly Member[], me: string): Member[] {
  const wanted = fold(word);
  const rank = (member: Member) => {
    const name = fold(member.displayName);
    return name.startsWith(wanted) ? 0 : name.split(/\s+/).some((part) => part.startsWith(wanted)) ? 1 : 2;
  };
  const fitting = members.filter((member) => member.userId !== me && rank(member) < 2);
  if (fitting.length === 1 && fitting[0]!.displayName === word) {
    return [];
  }
  return fitting.sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName)).slice(0, MOST_OFFERED);
}

/** The text with the chosen name in the place of the typed word, and where the cursor goes. */
export function withMention(text: string, query: MentionQuery, name: string): { text: string; cursor: number } {
  const before = `${text.slice(0, query.from)}@${name} `;
  return { text: before + text.slice(query.to).replace(/^ /, ''), cursor: before.length };
}

/**
 * Who is named in a text. Of several members with one name it is the one who was chosen.
 *
 * @param chosen user ids by name, as they were picked from the list
 */
export function mentionedIn(text: string, members: readonly Member[], chosen: ReadonlyMap<string, string>): string[] {
  const ids = new Set<string>();
  for (const member of members) {
    const choice = chosen.get(member.displayName);
    if ((choice === undefined || choice === member.userId) && isNamed(text, member.displayName)) {
      ids.add(member.userId);
    }
  }
  return [...ids].slice(0, MOST_MENTIONS);
}

/** A piece of text, and whether it is the mention of somebody. */
export interface MentionPart {
  text: string;
  mention: boolean;
}

/** Cuts a text at the mentions of these names. */
export function mentionParts(text: string, names: readonly string[]): MentionPart[] {
  const wanted = names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
  if (wanted.length === 0) {
    return [{ text, mention: false }];
  }
  // No part of an address: a mail's, a path's.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_/.])@(?:${wanted.map(patternOf).join('|')})`, 'gu');
  const composed = text.normalize('NFC');
  const parts: MentionPart[] = [];
  let from = 0;
  for (const match of composed.matchAll(pattern)) {
    if (match.index > from) {
      parts.push({ text: composed.slice(from, match.index), mention: false });
    }
    parts.push({ text: match[0], mention: true });
    from = match.index + match[0].length;
  }
  if (from < composed.length) {
    parts.push({ text: composed.slice(from), mention: false });
  }
  return parts;
}

function isNamed(text: string, name: string): boolean {
  return mentionParts(withoutCode(text), [name]).some((part) => part.mention);
}

function withoutCode(text: string): string {
  return text.replace(/```[^`]*```|`[^`\n]*`/g, ' ');
}

/** A whole name; Korean writes titles and particles onto it. */
function patternOf(name: string): string {
  const end = '(?![\\p{L}\\p{N}_])';
  const particles = '님|씨|이|가|은|는|을|를|도|의|와|과|아|야|에게|한테';
  return (
    escaped(name.normalize('NFC')) +
    (/\p{sc=Hangul}$/u.test(name.normalize('NFC')) ? `(?:(?=${particles})|${end})` : end)
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
