import { store, type Readable } from '@cogo-chat/client';
import type { ReadCode } from './code.js';
import { lazily } from './lazily.js';

export type MarkdownTag =
  | 'p'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'ul'
  | 'ol'
  | 'li'
  | 'blockquote'
  | 'hr'
  | 'br'
  | 'strong'
  | 'em'
  | 's'
  | 'code'
  | 'a'
  | 'table'
  | 'thead'
  | 'tbody'
  | 'tr'
  | 'th'
  | 'td';

/** What a message's Markdown is made of: text, a piece of code, or an element. */
export type MarkdownNode =
  | string
  | { readonly tag: 'code-block'; readonly language: string; readonly text: string }
  | {
      readonly tag: MarkdownTag;
      readonly children: readonly MarkdownNode[];
      /** Of links: `http`, `https` or `mailto`. */
      readonly href?: string;
      /** Of lists with numbers. */
      readonly start?: number;
      readonly align?: 'left' | 'center' | 'right';
    };

export type ParseMarkdown = (text: string) => readonly MarkdownNode[];

/** The words of a text without its marks, on one line; as they are written while the parser is not here. */
export function plainText(text: string): string {
  const parse = markdown.get();
  return (parse === undefined ? text : parse(text).map(wordsOf).join('')).replace(/\s+/g, ' ').trim();
}

function wordsOf(node: MarkdownNode): string {
  if (typeof node === 'string') {
    return node;
  }
  if (node.tag === 'code-block') {
    return node.text;
  }
  const words = node.children.map(wordsOf).join('');
  return /^(strong|em|s|code|a)$/.test(node.tag) ? words : ` ${words} `;
}

/** Longer texts are shown as they are: the server takes 32 KiB, and a page must not stand still for what somebody wrote. */
const LONGEST = 40_000;

/** Reads Markdown; undefined until the parser is here, which is loaded when the first message is shown. Until then text is shown as it is. */
export const markdown: Readable<ParseMarkdown | undefined> = lazily(async () => {
  const { parseMarkdown } = await import('./markdown.js');
  return (text) => (text.length > LONGEST ? [text] : parseMarkdown(text));
});

/** Tells the kinds of words in code apart; undefined until it is here, which is when the first code is shown. Until then code has one color. */
export const code: Readable<ReadCode | undefined> = lazily(async () => (await import('./code.js')).readCode);

/** Code in one color. */
export const plainCode: ReadCode = () => store(undefined);
