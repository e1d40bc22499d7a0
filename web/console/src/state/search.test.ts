import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError, type Message, type Page, type Room } from '@cogo-chat/client';
import { message } from '../testing/samples';
import { Search } from './search';

describe('Search', () => {
  type Ask = { q: string; room?: string; cursor?: string };
  let answers: ((page: Page<Message>) => void)[];
  let asked: Ask[];
  let fail: ((error: unknown) => void)[];
  let search: Search;

  beforeEach(() => {
    vi.useFakeTimers();
    answers = [];
    fail = [];
    asked = [];
    const find =
      (room?: string) =>
      (q: string, { cursor }: { cursor?: string } = {}) => {
        asked.push({ q, room, cursor });
        return new Promise<Page<Message>>((resolve, reject) => {
          answers.push(resolve);
          fail.push(reject);
        });
      };
    search = new Search({ search: find(), room: (id) => ({ messages: { search: find(id) } }) as unknown as Room });
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
    answers[1]!({ items: [message(2)] });
    answers[0]!({ items: [message(1)] });
    await settle();
    expect(search.state.get()).toMatchObject({ query: 'train', items: [{ seq: 2 }], busy: false });
  });

  it('goes on with the cursor, and says what went wrong', async () => {
    await type('train');
    answers[0]!({ items: [message(2)], next: 'more' });
    await settle();
    void search.more();
    expect(asked[1]).toMatchObject({ q: 'train', cursor: 'more' });
    fail[1]!(new ChatError('overloaded', 'too busy', 503));
    await settle();
    expect(search.state.get()).toMatchObject({ items: [{ seq: 2 }], problem: { message: 'too busy' } });
  });

  it('asks in one session alone', async () => {
    await type('train');
    search.within('s');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked[1]).toMatchObject({ q: 'train', room: 's' });
  });

  it('asks nothing for an empty field', async () => {
    await type('  ');
    expect(asked).toEqual([]);
  });
});
