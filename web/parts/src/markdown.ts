import MarkdownIt, { type Token } from 'markdown-it';
import type { MarkdownNode, MarkdownTag } from './nodes.js';

/** As much of an address as is looked at for a particle. */
const PARTICLE_WINDOW = 8;

// No HTML, and no addresses but those that a click may follow; pictures would tell others that somebody reads.
const parser = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image');
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
parser.validateLink = isAllowed;

/** Words that Korean writes onto a name without a blank, longest first. A path that is Korean itself is led in by its slash. */
const PARTICLES =
  /(?<=[\w)])(?:에서는|에서도|으로는|입니다|에서|에게|으로|까지|부터|처럼|보다|에는|에도|이나|을|를|은|는|이|가|의|에|로|와|과|도|만)$/;

const { linkify } = parser;
const match = linkify.match.bind(linkify);
const matchAtStart = linkify.matchAtStart.bind(linkify);
linkify.match = (text) => match(text)?.map(withoutParticle) ?? null;
linkify.matchAtStart = (text) => {
  const found = matchAtStart(text);
  return found && withoutParticle(found);
};

function withoutParticle<L extends { lastIndex: number; raw: string; text: string; url: string }>(link: L): L {
  const particle = PARTICLES.exec(link.raw.slice(-PARTICLE_WINDOW))?.[0].length ?? 0;
  if (particle > 0) {
    link.lastIndex -= particle;
    link.raw = link.text = link.url = link.raw.slice(0, -particle);
  }
  return link;
}

/** Only the web and mail. What a browser would skip in a scheme, such as a tab, does not pass either. */
export function isAllowed(address: string): boolean {
  const start = address.trimStart().slice(0, 8).toLowerCase();
  return ['https://', 'http://', 'mailto:'].some((scheme) => start.startsWith(scheme));
}

const TAGS: ReadonlySet<string> = new Set<MarkdownTag>([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'br',
  'strong',
  'em',
  's',
  'code',
  'a',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
]);

type Open = {
  tag: MarkdownTag;
  href?: string;
  start?: number;
  align?: 'left' | 'center' | 'right';
  children: MarkdownNode[];
};

/** A table of a few kilobytes can have 200,000 cells, and a page must not stand still for what somebody wrote. */
const MOST_TOKENS = 20_000;

/** A message as a tree of elements that may be shown. What is not finished yet, as in an answer that grows, is text or stays open to the end. */
export function parseMarkdown(text: string): readonly MarkdownNode[] {
  const tokens = parser.parse(text, {});
  if (tokens.reduce((sum, { children }) => sum + 1 + (children?.length ?? 0), 0) > MOST_TOKENS) {
    return [text];
  }
  const root: MarkdownNode[] = [];
  build(tokens, root);
  return root;
}

function build(tokens: readonly Token[], root: MarkdownNode[]): void {
  const open: MarkdownNode[][] = [root];
  for (const token of tokens) {
    const children = open.at(-1)!;
    const text = leafOf(token);
    if (text !== undefined) {
      children.push(...text);
    } else if (token.type === 'inline') {
      build(token.children ?? [], children);
    } else if (token.nesting < 0) {
      if (isShown(token)) {
        open.pop();
      }
    } else if (isShown(token)) {
      const node = elementOf(token);
      children.push(node);
      if (token.nesting > 0) {
        open.push(node.children);
      }
    }
  }
}

/** Paragraphs of a tight list have none. */
function isShown({ hidden, tag }: Token): boolean {
  return !hidden && TAGS.has(tag);
}

function leafOf({ type, content, info }: Token): MarkdownNode[] | undefined {
  switch (type) {
    case 'fence':
    case 'code_block':
      return [{ tag: 'code-block', language: info.trim().split(' ')[0] ?? '', text: content }];
    case 'code_inline':
      return [{ tag: 'code', children: [content] }];
    case 'softbreak':
    case 'hardbreak':
      return [{ tag: 'br', children: [] }];
    case 'text':
    case 'text_special':
    case 'html_inline':
    case 'html_block':
      return content === '' ? [] : [content];
    default:
      return undefined;
  }
}

function elementOf(token: Token): Open {
  const node: Open = { tag: token.tag as MarkdownTag, children: [] };
  const href = token.attrGet('href');
  if (href !== null && isAllowed(String(href))) {
    node.href = String(href);
  }
  const start = token.attrGet('start');
  if (start !== null) {
    node.start = Number(start);
  }
  const align = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style')))?.[1];
  if (align !== undefined) {
    node.align = align as 'left' | 'center' | 'right';
  }
  return node;
}
