import { asChatError, type Chat, type wire } from '@cogo-chat/client';
import { Store } from './store';

export type Person = wire.PersonFound;

export interface PeopleState {
  readonly text: string;
  /** Who is called so; undefined until there was an answer to the text. */
  readonly found?: readonly Person[];
  readonly problem?: unknown;
}

/** Typing pauses this long before the server is asked. */
const PAUSE_MS = 200;

/** What the server takes for an address, as far as a page can say. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim());
}

/** Finds people by their names while one is typed; the last wish counts. */
export class People {
  readonly state = new Store<PeopleState>({ text: '' });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;

  constructor(private readonly chat: Pick<Chat, 'call'>) {}

  type(text: string): void {
    this.stop();
    this.state.set({ text });
    const q = text.trim();
    if (q !== '' && !q.includes('@')) {
      this.timer = setTimeout(() => void this.ask(q), PAUSE_MS);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  private async ask(q: string): Promise<void> {
    const { signal } = (this.asking = new AbortController());
    try {
      const { items } = await this.chat.call('GET /chat/people', { query: { q, limit: 8 }, signal });
      this.state.update((state) => (signal.aborted ? state : { ...state, found: items }));
    } catch (problem) {
      if (asChatError(problem).code !== 'aborted') {
        this.state.update((state) => (signal.aborted ? state : { ...state, problem }));
      }
    }
  }
}
