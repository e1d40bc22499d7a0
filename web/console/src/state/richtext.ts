/** The little of Markdown that people and models write in chats. Everything is text; nothing becomes HTML. */
export type Block =
  | { kind: 'code'; text: string; language: string }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'paragraph'; lines: Inline[][] };

export type Inline =
  { kind: 'text' | 'code' | 'bold' | 'italic'; text: string } | { kind: 'link'; text: string; href: string };

// Others write what these read, so that none may go back over a long text: each part ends where the next can't begin.
const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/s;
const INLINE =
  /`(?<code>[^`\n]+)`|\*\*(?<bold>[^*\n]+)\*\*|(?<![\w*])\*(?<italic>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])|(?<url>https?:\/\/[^\s<>"'`]+)/g;

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    const fence = /^```(\S*)\s*$/.exec(line);
    if (fence !== null) {
      let last = i + 1;
      while (last < lines.length && lines[last]!.trimEnd() !== '```') {
        last += 1;
      }
      blocks.push({ kind: 'code', text: lines.slice(i + 1, last).join('\n'), language: fence[1] ?? '' });
      i = last + 1;
    } else if (line.trim() === '') {
      i += 1;
    } else {
      const isItem = ITEM.test(line);
      let end = i + 1;
      while (end < lines.length && goesOn(lines[end]!, isItem)) {
        end += 1;
      }
      blocks.push(isItem ? listOf(lines.slice(i, end)) : paragraphOf(lines.slice(i, end)));
      i = end;
    }
  }
  return blocks;
}

export function inlinesOf(line: string): Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    if (match.index > from) {
      inlines.push({ kind: 'text', text: line.slice(from, match.index) });
    }
    const { code, bold, italic, url } = match.groups ?? {};
    let length = match[0].length;
    if (url !== undefined) {
      const href = withoutEnd(url);
      length = href.length;
      inlines.push({ kind: 'link', text: href, href });
    } else {
      const kind = code !== undefined ? 'code' : bold !== undefined ? 'bold' : 'italic';
      inlines.push({ kind, text: code ?? bold ?? italic ?? '' });
    }
    from = match.index + length;
  }
  if (from < line.length) {
    inlines.push({ kind: 'text', text: line.slice(from) });
  }
  return inlines;
}

/** A full stop after a link ends the sentence, not the link. */
function withoutEnd(url: string): string {
  let end = url.length;
  while (end > 0 && '.,;:!?)]'.includes(url[end - 1]!)) {
    end -= 1;
  }
  return url.slice(0, end);
}

function goesOn(line: string, isItem: boolean): boolean {
  return line.trim() !== '' && !line.startsWith('```') && ITEM.test(line) === isItem;
}

function listOf(lines: string[]): Block {
  const ordered = ITEM.exec(lines[0]!)?.[1] !== undefined;
  return { kind: 'list', ordered, items: lines.map((line) => inlinesOf(ITEM.exec(line)?.[2] ?? line)) };
}

function paragraphOf(lines: string[]): Block {
  return { kind: 'paragraph', lines: lines.map((line) => inlinesOf(line.replace(/^#{1,6}\s+/, ''))) };
}
