import { describe, expect, it } from 'vitest';
import { blocksOf, inlinesOf } from './richtext';

describe('blocksOf', () => {
  it('tells paragraphs, lists and code apart', () => {
    const blocks = blocksOf('Two ways:\n- walk\n- swim\n\n```js\nlet a = 1;\n\n- no list\n```\nThat is all.');
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'list', 'code', 'paragraph']);
    expect(blocks[2]).toMatchObject({ language: 'js', text: 'let a = 1;\n\n- no list' });
  });

  it('numbers a list that is numbered, and takes an open fence to the end', () => {
    expect(blocksOf('1. one\n2. two')[0]).toMatchObject({ kind: 'list', ordered: true });
    expect(blocksOf('```\nopen')).toEqual([{ kind: 'code', text: 'open', language: '' }]);
  });
});

describe('inlinesOf', () => {
  it('finds bold, italic, code and links', () => {
    expect(inlinesOf('a **b** *c* `d*e*` https://example.org/x).')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd*e*' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'https://example.org/x', href: 'https://example.org/x' },
      { kind: 'text', text: ').' },
    ]);
  });

  it('leaves arithmetic and other schemes alone', () => {
    expect(inlinesOf('2*3*4 and javascript:alert(1)')).toEqual([
      { kind: 'text', text: '2*3*4 and javascript:alert(1)' },
    ]);
  });
});

describe('texts that somebody made to freeze a page', () => {
  // Where a part of the text is read again and again these take minutes.
  const rendered = (text: string) => Array.from({ length: 100 }, () => blocksOf(text)).at(-1)!;

  it('reads a link with many full stops in it', () => {
    const url = `https://${'.'.repeat(32_700)}a`;
    expect(rendered(url)).toEqual([{ kind: 'paragraph', lines: [[{ kind: 'link', text: url, href: url }]] }]);
    expect(inlinesOf(`https://a.b/${'.)'.repeat(16_000)}`)[0]).toMatchObject({ href: 'https://a.b/' });
  });

  it('reads an item with many blanks and a line separator', () => {
    expect(rendered(`-${' '.repeat(16_000)}${'x'.repeat(16_000)}\u2028`)).toMatchObject([{ kind: 'list' }]);
  });

  it('reads many fences', () => {
    expect(rendered('```\n```\n'.repeat(4_000))).toHaveLength(4_000);
  });
});
