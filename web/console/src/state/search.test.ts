import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../api/problem';
import type { Message, Page } from '../api/types';
import { message } from '../testing/samples';
import { Search } from './search';

describe('Search', () => {
  type Ask = { q: string; sessionId?: string; cursor?: string };
  let answers: ((page: Page<Message>) => void)[];
  let asked: Ask[];
  let fail: ((error: unknown) => void)[];
  let search: Search;

  beforeEach(() => {
    vi.useFakeTimers();
    answers = [];
    fail = [];
    asked = [];
    search = new Search({
      search: (where) => {
        asked.push(where);
        return new Promise((resolve, reject) => {
          answers.push(resolve);
          fail.push(reject);
        });
      },
    });
  });
  afterEach(() => void vi.useRealTimers());

  const settle = () => vi.advanceTimersByTimeAsync(0);
  const type = async (text: string) => {
    search.type(text);
    await vi.advanceTimersByTimeAsync(250);
  };

  it('asks when typing pauses, and shows the last wish whatever order the answers come in', async () => {
    search.type('t');
    await type('tr');
    await type('train');
    expect(asked.map(({ q }) => q)).toEqual(['tr', 'train']);
    answers[1]!({ items: [message(2)], next: null });
    answers[0]!({ items: [message(1)], next: null });
    await settle();
    expect(search.state.get()).toMatchObject({ query: 'train', items: [{ seq: 2 }], busy: false });
  });

  it('goes on with the cursor, and says what went wrong', async () => {
    await type('train');
    answers[0]!({ items: [message(2)], next: 'more' });
    await settle();
    void search.more();
    expect(asked[1]).toMatchObject({ q: 'train', cursor: 'more' });
    fail[1]!(new ProblemError(503, 'overloaded', 'too busy'));
    await settle();
    expect(search.state.get()).toMatchObject({ items: [{ seq: 2 }], problem: { detail: 'too busy' } });
  });

  it('asks nothing for an empty field', async () => {
    await type('  ');
    expect(asked).toEqual([]);
  });
});
