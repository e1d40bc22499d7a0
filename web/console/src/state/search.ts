import { asChatError, type Chat, type ChatError } from '@cogo-chat/client';
import type { Message } from '../types';
import { Store } from './store';

export interface SearchState {
  /** What was typed. */
  text: string;
  /** The only session to search in; undefined for all. */
  sessionId?: string;
  /** What was found, newest first; undefined until the first answer. */
  items?: readonly Message[];
  next?: string;
  /** What the shown items were found for. */
  query: string;
  busy: boolean;
  problem?: ChatError;
}

const nothing: SearchState = { text: '', query: '', busy: false };
const PAGE = 20;
/** Typing pauses this long before the server is asked. */
const PAUSE_MS = 250;
const MOST_CHARACTERS = 200;

/** A search for messages while it is typed: the last wish counts, whatever order the answers come in. */
export class Search {
  readonly state = new Store<SearchState>(nothing);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;

  constructor(private readonly chat: Pick<Chat, 'search' | 'room'>) {}

  get active(): boolean {
    return this.state.get().text !== '';
  }

  type(text: string): void {
    const shown = text.slice(0, MOST_CHARACTERS);
    if (shown.trim() === '') {
      this.cancel();
      this.state.update(({ sessionId }) => ({ ...nothing, sessionId, text: shown }));
      return;
    }
    this.state.update((state) => ({ ...state, text: shown }));
    this.askSoon(PAUSE_MS);
  }

  within(sessionId: string | undefined): void {
    if (sessionId !== this.state.get().sessionId) {
      this.state.update((state) => ({ ...state, sessionId, items: undefined }));
      this.askSoon(0);
    }
  }

  clear(): void {
    this.cancel();
    this.state.set(nothing);
  }

  async more(): Promise<void> {
    const { next, query, sessionId } = this.state.get();
    if (next !== undefined) {
      await this.ask(query, sessionId, next);
    }
  }

  again(): void {
    this.askSoon(0);
  }

  private askSoon(pause: number): void {
    this.cancel();
    if (this.state.get().text.trim() !== '') {
      this.state.update((state) => ({ ...state, busy: true }));
      this.timer = setTimeout(() => {
        const { text, sessionId } = this.state.get();
        void this.ask(text.trim(), sessionId);
      }, pause);
    }
  }

  private async ask(query: string, sessionId: string | undefined, cursor?: string): Promise<void> {
    this.cancel();
    const asking = new AbortController();
    this.asking = asking;
    this.state.update((state) => ({ ...state, busy: true, problem: undefined }));
    try {
      const options = { limit: PAGE, cursor, signal: asking.signal };
      const page = await (sessionId === undefined
        ? this.chat.search(query, options)
        : this.chat.room(sessionId).messages.search(query, options));
      if (this.asking === asking) {
        this.state.update((state) => ({
          ...state,
          query,
          items: cursor === undefined ? page.items : [...(state.items ?? []), ...page.items],
          next: page.next,
          busy: false,
        }));
      }
    } catch (error) {
      if (this.asking === asking) {
        this.state.update((state) => ({ ...state, busy: false, problem: asChatError(error) }));
      }
    }
  }

  private cancel(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asking = undefined;
  }
}
