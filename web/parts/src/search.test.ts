// @vitest-environment node
import { ChatError } from '@cogo-chat/client';
import { expect, it } from 'vitest';
import { createSearch, type Find } from './search.js';
import { until } from './testing/chat.js';

it('a later search gives the earlier one up, and pages follow each other', async () => {
  const asked: string[] = [];
  const find: Find = async (words, { signal, cursor }) => {
    asked.push(cursor === undefined ? words : `${words} ${cursor}`);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal?.aborted) {
      throw new ChatError('aborted', 'given up');
    }
    if (words === 'bad') {
      throw new ChatError('invalid_query', 'No such words.', 400);
    }
    return { items: [], next: cursor === undefined ? 'two' : undefined };
  };
  const { state, search, more, clear } = createSearch(find);
  search('one');
  search(' light ');
  await until('an answer', () => state.get().results !== undefined);
  expect(state.get()).toMatchObject({ words: 'light', hasMore: true, status: 'idle' });
  more();
  await until('the next page', () => !state.get().hasMore);
  more();
  expect(asked).toEqual(['one', 'light', 'light two']);
  search('bad');
  await until('the refusal', () => state.get().status === 'failed');
  expect(state.get().error?.code).toBe('invalid_query');
  clear();
  expect(state.get()).toEqual({ words: '', hasMore: false, status: 'idle' });
});
