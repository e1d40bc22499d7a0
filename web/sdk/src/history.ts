import { PAGE, type Attachment, type HistoryPage } from './attachment.js';
import type { Message as Stored } from './generated/api.js';
import type { Http } from './http.js';
import type { Messages } from './messages.js';
import { derived } from './store.js';
import { canReplay, opened, withNewer, withOlder, type Timeline } from './timeline.js';
import type { CallOptions } from './types.js';

export interface HistoryOptions {
  id: string;
  me: () => string;
  http: Http;
  attachment: Attachment;
  show(change: (known: Timeline) => Timeline): void;
  onPage(messages: Stored[]): void;
}

export interface History extends Pick<
  Messages,
  'hasOlder' | 'hasNewer' | 'loadOlder' | 'loadNewer' | 'around' | 'latest'
> {
  /** How many messages somebody asked for, beside those that came. */
  asked(): number;
  /** Counts from the beginning. */
  forget(): void;
}

/** The pages beside the window of an attached room. */
export function createHistory({ id, me, http, attachment, show, onPage }: HistoryOptions): History {
  const { timeline } = attachment;
  const path = { sessionId: id };
  let asked = 0;

  const pageOf = ({ items, next }: HistoryPage, asOf: number) => ({ messages: items, asOf, hasOlder: next !== null });

  /** Reads a page next to the window and puts it there, if the window is still where it was. */
  async function extend(side: 'before' | 'after', signal: AbortSignal | undefined): Promise<void> {
    const { messages, position: asOf, hasOlder, hasNewer } = timeline.get();
    const edge = side === 'before' ? messages[0]?.seq : messages.at(-1)?.seq;
    if (edge === undefined || attachment.reading() || (side === 'before' ? hasOlder !== true : !hasNewer)) {
      return;
    }
    const query = { [side]: edge, limit: PAGE };
    const page = await http.call('GET /chat/history/{sessionId}', { path, query, signal });
    const now = timeline.get();
    const still = side === 'before' ? now.messages[0]?.seq : now.messages.at(-1)?.seq;
    if (still !== edge || attachment.reading()) {
      return;
    }
    if (!canReplay(now, asOf)) {
      return extend(side, signal);
    }
    asked += side === 'before' ? page.items.length : 0;
    show((known) =>
      side === 'before'
        ? withOlder(known, pageOf(page, asOf), me())
        : withNewer(known, { messages: page.items, asOf, hasNewer: page.next !== null }, me()),
    );
    onPage(page.items);
  }

  /** One at a time for each side: a list asks often while it is scrolled. */
  function once(load: (signal?: AbortSignal) => Promise<void>): (options?: CallOptions) => Promise<void> {
    let loading: Promise<void> | undefined;
    return ({ signal } = {}) => {
      loading ??= load(signal).finally(() => {
        loading = undefined;
      });
      return loading;
    };
  }

  async function around(seq: number, { signal }: CallOptions = {}): Promise<void> {
    await attachment.settled(signal);
    const asOf = timeline.get().position;
    if (timeline.get().messages.some((message) => message.seq === seq)) {
      return;
    }
    const {
      items: messages,
      older,
      newer,
    } = await http.call('GET /chat/session/{sessionId}/messages/around/{seq}', {
      path: { sessionId: id, seq },
      query: { limit: PAGE },
      signal,
    });
    const page = { messages, asOf, hasOlder: older !== null, hasNewer: newer !== null };
    if (!canReplay(timeline.get(), asOf)) {
      return around(seq, { signal });
    }
    show((known) => opened(known, page, me()));
  }

  async function latest({ signal }: CallOptions = {}): Promise<void> {
    asked = 0;
    if (timeline.get().hasNewer) {
      const asOf = timeline.get().position;
      const page = await http.call('GET /chat/history/{sessionId}', { path, query: { limit: PAGE }, signal });
      if (!canReplay(timeline.get(), asOf)) {
        return latest({ signal });
      }
      show((known) => opened(known, { ...pageOf(page, asOf), hasNewer: false }, me()));
      onPage(page.items);
    }
  }

  return {
    hasOlder: derived([timeline], (known) => known.hasOlder),
    hasNewer: derived([timeline], (known) => known.hasNewer),
    loadOlder: once((signal) => extend('before', signal)),
    loadNewer: once((signal) => extend('after', signal)),
    around,
    latest,
    asked: () => asked,
    forget() {
      asked = 0;
    },
  };
}
