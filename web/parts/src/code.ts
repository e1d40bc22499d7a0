import { store, type Readable } from '@cogo-chat/client';

/** Kinds of words that look different, whatever the language. */
export type CodeKind = 'comment' | 'keyword' | 'name' | 'number' | 'string';

/** A piece of code's text; its pieces follow each other. */
export interface CodePiece {
  readonly text: string;
  readonly kind?: CodeKind;
}

/** The pieces of some code in a language as it is written behind the fence; undefined until they are known, or where none are. */
export type ReadCode = (language: string, text: string) => Readable<readonly CodePiece[] | undefined>;

/** While code grows, as in an answer, it is looked at when it has been the same for so long. */
const SETTLE_MS = 100;
/** Longer code stays as it is: a page must not stand still for what somebody wrote. */
const LONGEST = 10_000;
/** Code that comes on the screen again has its colors at once. */
const MOST_KNOWN = 100;

const known = new Map<string, readonly CodePiece[]>();

export const readCode: ReadCode = (language, text) => {
  const key = `${language}\n${text}`;
  const before = known.get(key);
  if (before !== undefined || language === '' || text.length > LONGEST) {
    return store(before);
  }
  async function look(): Promise<void> {
    const { piecesOf } = await import('./highlight.js');
    const found = piecesOf(language, text);
    if (found !== undefined) {
      known.set(key, found);
      if (known.size > MOST_KNOWN) {
        known.delete(known.keys().next().value!);
      }
      pieces.set(found);
    }
  }
  const pieces = store<readonly CodePiece[] | undefined>(undefined, () => {
    // Without the network it stays as it is.
    const timer = setTimeout(() => look().catch(() => undefined), SETTLE_MS);
    return () => clearTimeout(timer);
  });
  return pieces;
};
