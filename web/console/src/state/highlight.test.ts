import { describe, expect, it } from 'vitest';
import { highlighted } from './highlight';

const hits = (content: string, query: string) =>
  highlighted(content, query)
    .filter((part) => part.hit)
    .map((part) => part.text);

describe('highlighted', () => {
  it('marks words that begin so, in any case', () => {
    expect(hits('The Trains train; retrain', 'train')).toEqual(['Trains', 'train']);
    expect(hits('a+b (c) [d]', '(c) +')).toEqual(['c']);
  });

  it('marks words inside others where a language writes no blanks, however they are composed', () => {
    expect(hits('서울역에서 만나요', '서울')).toEqual(['서울']);
    expect(hits('회의록을 東京タワー', '의록 京タ')).toEqual(['의록', '京タ']);
    expect(hits('ﾐｰﾃｨﾝｸﾞ ａｂｃ e\u0301cole', 'ミーティング abc école')).toEqual(['ミーティング', 'abc', 'école']);
    const far = highlighted(`${'안녕하세요'.repeat(74)}서울특별시교육청 방문`, '교육청');
    expect(far.some(({ text, hit }) => hit && text === '교육청')).toBe(true);
  });

  it('shows the part around the first hit', () => {
    const parts = highlighted(`${'word '.repeat(60)}needle ${'more '.repeat(80)}`, 'needle');
    expect(parts[0]?.text.startsWith('…')).toBe(true);
    expect(parts[1]).toEqual({ text: 'needle', hit: true });
    expect(parts.map((part) => part.text).join('').length).toBeLessThan(240);
  });
});
