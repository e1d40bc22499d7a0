// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './markdown.js';
import type { MarkdownNode } from './nodes.js';

/** The tree as short text, to be compared: `p[a strong[b]]`. */
function shape(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') {
        return node;
      }
      if (node.tag === 'code-block') {
        return `code-block(${node.language})[${node.text}]`;
      }
      const { tag, href, start, align } = node;
      const given = [href, start, align].filter((value) => value !== undefined).join();
      return `${tag}${given && `(${given})`}[${shape(node.children)}]`;
    })
    .join(' ');
}

const parsed = (text: string) => shape(parseMarkdown(text));

describe('Markdown', () => {
  it('has what people and models write', () => {
    expect(parsed('# Title\n\na **b** *c* ~~d~~ `e`')).toBe('h1[Title] p[a  strong[b]   em[c]   s[d]   code[e]]');
    expect(parsed('3. a\n4. b')).toBe('ol(3)[li[a] li[b]]');
    expect(parsed('- a\n- b')).toBe('ul[li[a] li[b]]');
    expect(parsed('> said')).toBe('blockquote[p[said]]');
    expect(parsed('```ts twoslash\nlet a = 1;\n```')).toBe('code-block(ts)[let a = 1;\n]');
    expect(parsed('| a | b |\n|:--|--:|\n| 1 | 2 |')).toBe(
      'table[thead[tr[th(left)[a] th(right)[b]]] tbody[tr[td(left)[1] td(right)[2]]]]',
    );
    expect(parsed('two\nlines')).toBe('p[two br[] lines]');
  });

  it('is nothing but text where HTML stands', () => {
    expect(parsed('<img src=x onerror=alert(1)>')).toBe('p[<img src=x onerror=alert(1)>]');
    expect(parsed('a <b>bold</b> &lt;i&gt;')).toBe('p[a <b>bold</b> <i>]');
    expect(parsed('<script>\nalert(1)\n</script>')).not.toMatch(/script\[/);
    expect(parsed('![a picture](https://example.org/p.png)')).toBe('p[! a(https://example.org/p.png)[a picture]]');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.org',
    '/relative',
  ])('makes no link of %s', (address) => {
    expect(parsed(`[a](${address})`)).not.toContain('a(');
    expect(parsed(`[a](<${address}>)`)).not.toContain('a(');
    expect(parsed(`<${address}>`)).not.toContain('a(');
  });

  it('makes links of the web and mail', () => {
    expect(parsed('see https://example.org/a_b_c.')).toBe(
      'p[see  a(https://example.org/a_b_c)[https://example.org/a_b_c] .]',
    );
    const address = (text: string) => /a\((\S+)\)\[/.exec(parsed(text))?.[1];
    expect(address('see (https://a.example/Rust_(language)).')).toBe('https://a.example/Rust_(language)');
    expect(address('HTTPS://a.example/x')).toBe('HTTPS://a.example/x');
    expect(address('（https://a.example/docs）を参照')).toBe('https://a.example/docs');
    expect(address('https://a.example/docs。次へ')).toBe('https://a.example/docs');
    expect(parsed('https://a.example/docs에서 확인')).toBe(
      'p[a(https://a.example/docs)[https://a.example/docs] 에서 확인]',
    );
    expect(address('https://a.example/등대')).toBe('https://a.example/%EB%93%B1%EB%8C%80');
    expect(address('https://.')).toBeUndefined();
    expect(parsed('[m](mailto:a@example.org)')).toBe('p[a(mailto:a@example.org)[m]]');
  });

  it('is text where it would be more than a page can show', () => {
    const wide = `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n`;
    expect(parseMarkdown(wide + '|\n'.repeat(5))[0]).toHaveProperty('tag', 'table');
    expect(parseMarkdown(wide + '|\n'.repeat(30))).toEqual([wide + '|\n'.repeat(30)]);
    const deep = '>'.repeat(32_000);
    expect(shape(parseMarkdown(deep)).split('blockquote').length).toBeLessThan(110);
  });

  it('stands still for nobody', () => {
    // Where a part of the text is read again and again these take minutes.
    for (const text of [
      'https://'.padEnd(32_700, '.') + 'a',
      '[a]('.repeat(8_000),
      `-${' '.repeat(32_000)}x`,
      '```\n'.repeat(8_000),
    ]) {
      expect(parseMarkdown(text)).not.toEqual([]);
    }
  });

  it('can be read at each point while it grows', () => {
    const whole =
      '# T\n\nText **bold** [link](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a;\n```\n\n- one\n  - two';
    for (let length = 0; length <= whole.length; length++) {
      expect(() => parseMarkdown(whole.slice(0, length))).not.toThrow();
    }
    expect(parsed('```js\nlet a')).toBe('code-block(js)[let a]');
  });
});
