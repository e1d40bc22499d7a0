import { common, createLowlight } from 'lowlight';
import type { CodeKind, CodePiece } from './code.js';

const lowlight = createLowlight(common);

/** What highlight.js calls things, by the first word of their class; the rest looks like other text. */
const KINDS: Readonly<Record<string, CodeKind>> = {
  comment: 'comment',
  quote: 'comment',
  keyword: 'keyword',
  operator: 'keyword',
  selector: 'keyword',
  tag: 'keyword',
  literal: 'number',
  number: 'number',
  symbol: 'number',
  string: 'string',
  regexp: 'string',
  addition: 'string',
  attr: 'name',
  attribute: 'name',
  built_in: 'name',
  function: 'name',
  property: 'name',
  section: 'name',
  title: 'name',
  type: 'name',
  variable: 'name',
};

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/** The pieces of some code; undefined for a language that is not known. */
export function piecesOf(language: string, text: string): readonly CodePiece[] | undefined {
  if (!lowlight.registered(language)) {
    return undefined;
  }
  const pieces: CodePiece[] = [];
  // A stack, since a nasty text nests deeper than calls may.
  const left: { node: Node; kind: CodeKind | undefined }[] = [];
  const push = (nodes: readonly Node[], kind: CodeKind | undefined) =>
    [...nodes].reverse().forEach((node) => left.push({ node, kind }));
  push(lowlight.highlight(language, text).children, undefined);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, kind } = next;
    if (node.type === 'text') {
      pieces.push({ text: node.value, ...(kind !== undefined && { kind }) });
    } else if (node.type === 'element') {
      const [name] = [node.properties['className']].flat();
      push(node.children, KINDS[String(name).replace('hljs-', '').split('-')[0]!] ?? kind);
    }
  }
  return pieces;
}
