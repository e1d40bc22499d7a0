import { describe, expect, it } from 'vitest';
import { task } from '../testing/samples';
import { newer } from './tasks';
import { parseParams, wordCountParams } from './taskparams';

describe('newer', () => {
  it('takes the later of two reports', () => {
    const first = task({ progress: 20, updatedAt: '2026-11-23T08:01:42Z' });
    const second = task({ progress: 30, updatedAt: '2026-11-23T08:01:43Z' });
    expect(newer(first, second)).toBe(second);
    expect(newer(second, first)).toBe(second);
    expect(newer(undefined, first)).toBe(first);
  });

  it('never goes back from an end', () => {
    const end = task({ status: 'completed', updatedAt: '2026-11-23T08:01:43Z' });
    expect(newer(end, task({ updatedAt: '2026-11-23T08:09:00Z' }))).toBe(end);
  });
});

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
