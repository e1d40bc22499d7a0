// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { readCode, type CodePiece } from './code.js';
import { piecesOf as highlighted } from './highlight.js';

const kinds = (pieces: readonly CodePiece[] | undefined) =>
  pieces?.filter(({ kind }) => kind !== undefined).map(({ text, kind }) => `${kind} ${text}`);

it('words of code have kinds, in the languages that people name, and no letter gets lost', () => {
  const text = 'const a = "b"; // c\nf(1);\n';
  const pieces = highlighted('ts', text);
  expect(pieces!.map((piece) => piece.text).join('')).toBe(text);
  expect(kinds(pieces)).toEqual(['keyword const', 'string "b"', 'comment // c', 'name f', 'number 1']);
  expect(kinds(highlighted('py', 'def f(): return None'))).toContain('keyword def');
  expect(kinds(highlighted('html', '<b>x</b>'))).toContain('keyword b');
  expect(highlighted('no-such-language', text)).toBeUndefined();
});

it('a nasty text takes no longer than its length', () => {
  for (const language of ['js', 'py', 'html', 'css', 'sql', 'bash', 'markdown', 'java', 'yaml']) {
    for (const text of [
      '/'.repeat(10_000),
      '<'.repeat(10_000),
      '("'.repeat(5_000),
      ' '.repeat(10_000),
      '`${'.repeat(3_000),
    ]) {
      expect(highlighted(language, text)!.length).toBeGreaterThan(0);
    }
  }
}, 5_000);

it('colors come when the code has stood still, and at once the next time', async () => {
  const first = readCode('js', 'let x = 1;');
  expect(first.get()).toBeUndefined();
  const seen = vi.fn();
  const off = first.subscribe(seen);
  await vi.waitFor(() => expect(seen).toHaveBeenCalledTimes(1));
  off();
  expect(kinds(readCode('js', 'let x = 1;').get())).toEqual(['keyword let', 'number 1']);
  expect(readCode('', 'x').get()).toBeUndefined();
  const long = readCode('js', ' '.repeat(10_001));
  long.subscribe(seen)();
  expect(long.get()).toBeUndefined();
});
