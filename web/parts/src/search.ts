import { store, type CallOptions, type ChatError, type Message, type Page, type Readable } from '@cogo-chat/client';
import { runIn } from './run.js';

export interface SearchState {
  readonly words: string;
  /** Undefined until there was an answer to the words. */
  readonly results?: readonly Message[];
  readonly hasMore: boolean;
  readonly status: 'idle' | 'searching' | 'failed';
  readonly error?: ChatError;
}

export interface Search {
  readonly state: Readable<SearchState>;
  /** Looks for messages that hold all the words; without any it clears. An earlier search that goes on is given up. */
  search(words: string): void;
  more(): void;
  clear(): void;
}

export type Find = (words: string, options: CallOptions & { cursor?: string }) => Promise<Page<Message>>;

const IDLE: SearchState = { words: '', hasMore: false, status: 'idle' };

/** A search of a room's messages, or of all: `createSearch(room.messages.search)`, `createSearch(chat.search)`. */
export function createSearch(find: Find): Search {
  const state = store<SearchState>(IDLE);
  let giving = new AbortController();
  let next: string | undefined;

  function read(words: string, known: readonly Message[]): void {
    giving.abort();
    giving = new AbortController();
    const { signal } = giving;
    const cursor = next;
    state.update((now) => ({ ...now, words, status: 'searching', error: undefined }));
    runIn(
      async () => {
        const page = await find(words, { signal, cursor });
        if (!signal.aborted) {
          next = page.next;
          const results = [...known, ...page.items];
          state.set({ words, results, hasMore: next !== undefined, status: 'idle' });
        }
      },
      (error) => !signal.aborted && state.update((now) => ({ ...now, status: 'failed', error })),
    );
  }

  function clear(): void {
    giving.abort();
    next = undefined;
    state.set(IDLE);
  }

  return {
    state,
    clear,
    search(words) {
      clear();
      if (words.trim() !== '') {
        read(words.trim(), []);
      }
    },
    more() {
      const { words, results, hasMore, status } = state.get();
      if (results !== undefined && hasMore && status !== 'searching') {
        read(words, results);
      }
    },
  };
}
