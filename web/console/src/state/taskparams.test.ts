import { describe, expect, it } from 'vitest';
import { parseParams, wordCountParams } from './taskparams';

describe('task parameters', () => {
  it('are an object', () => {
    expect(parseParams('{"depth": 2}')).toEqual({ depth: 2 });
    expect(parseParams('  ')).toEqual({});
    expect(() => parseParams('[1]')).toThrow(/JSON object/);
    expect(() => parseParams('{depth}')).toThrow(/not JSON/);
  });

  it('of a word count leave the delay out when there is none', () => {
    expect(wordCountParams('a b', '')).toEqual({ text: 'a b' });
    expect(wordCountParams('a b', '50')).toEqual({ text: 'a b', delayMs: 50 });
  });
});
