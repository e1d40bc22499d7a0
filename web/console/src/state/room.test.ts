import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatApi } from '../api/client';
import { ProblemError } from '../api/problem';
import type { Message, Page } from '../api/types';
import { channels, type TimelineEvent, type TimelinePage } from '../realtime/events';
import { Realtime } from '../realtime/realtime';
import { FakeBridge } from '../testing/fakebridge';
import { me, message, sessionId } from '../testing/samples';
import { Room } from './room';

const channel = channels.session(sessionId);

/** A session's history as the server pages it. */
class FakeHistory {
  messages: Message[] = [];

  history = vi.fn(
    async (_id: string, { before, after, limit = 50 }: { before?: number; after?: number; limit?: number }) => {
      const wanted = this.messages.filter(
        ({ seq }) => (before === undefined || seq < before) && (after === undefined || seq > after),
      );
      const items = after === undefined ? wanted.slice(-limit) : wanted.slice(0, limit);
      const edge = after === undefined ? items[0] : items.at(-1);
      const page: Page<Message> = { items, next: items.length < wanted.length ? String(edge?.seq) : null };
      return page;
    },
  );

  /** Everything is a message here, so that the timeline is the history. */
  events = vi.fn(async (_id: string, after: number, limit: number): Promise<TimelinePage> => {
    const wanted = this.messages.filter(({ seq }) => seq > after);
    const items = wanted.slice(0, limit).map((payload): TimelineEvent => {
      return { event: 'new_message', seq: payload.seq, payload };
    });
    return {
      items,
      lastSeq: this.messages.length,
      next: items.length < wanted.length ? String(items.at(-1)?.seq) : null,
    };
  });

  grow(count: number): void {
    for (let i = 0; i < count; i++) {
      this.messages.push(message(this.messages.length + 1));
    }
  }
}

describe('Room', () => {
  let history: FakeHistory;
  let sendMessage: ReturnType<typeof vi.fn<ChatApi['sendMessage']>>;
  let bridge: FakeBridge;
  let room: Room;

  beforeEach(async () => {
    vi.stubGlobal('document', { hidden: false });
    history = new FakeHistory();
    history.grow(3);
    sendMessage = vi.fn<ChatApi['sendMessage']>();
    bridge = new FakeBridge();
    const realtime = new Realtime({ url: '', token: () => Promise.resolve('t'), open: () => bridge });
    realtime.start();
    await Promise.resolve();
    await Promise.resolve();
    bridge.onopen?.();
    const { history: pages, events } = history;
    const api = { history: pages, events, sendMessage, markRead: vi.fn() } as unknown as ChatApi;
    room = new Room({ api, realtime, sessionId, me, language: () => undefined, onRead: vi.fn(), lastSeq: () => 3 });
    await vi.waitFor(() => expect(room.list.get().timeline.hasOlder).toBeDefined());
  });

  const seqs = () => room.list.get().timeline.messages.map(({ seq }) => seq);
  const live = (item: Message) => bridge.event(channel, { event: 'new_message', seq: item.seq, payload: item });

  it('shows the newest page, then live messages', () => {
    live(message(4));
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('fills a gap from the timeline', async () => {
    history.grow(4);
    live(message(7));
    expect(seqs()).toEqual([1, 2, 3]);
    await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]));
  });

  it('reads what was missed when the subscription is confirmed again', async () => {
    history.grow(450);
    bridge.confirm(channel);
    await vi.waitFor(() => expect(seqs()).toHaveLength(453));
    expect(seqs()).toEqual(history.messages.map(({ seq }) => seq));
  });

  it('starts at the newest page again when too much was missed', async () => {
    history.grow(3000);
    bridge.confirm(channel);
    await vi.waitFor(() => expect(seqs().at(-1)).toBe(3003));
    expect(seqs()).toHaveLength(50);
    expect(room.list.get().timeline.hasOlder).toBe(true);
    await room.loadOlder();
    expect(seqs()[0]).toBe(2904);
  });

  it('reads nothing when live events begin where it is', async () => {
    bridge.receive({ type: 'event', event: 'subscribed', channel, message: { channel, seq: 3 } });
    expect(history.events).not.toHaveBeenCalled();
    bridge.receive({ type: 'event', event: 'subscribed', channel, message: { channel, seq: 4 } });
    await vi.waitFor(() => expect(history.events.mock.calls).toEqual([[sessionId, 3, 200]]));
  });

  it('goes to a message far back, and on from there to the newest', async () => {
    history.grow(3000);
    bridge.confirm(channel);
    await vi.waitFor(() => expect(seqs().at(-1)).toBe(3003));
    await room.reveal(500);
    expect(room.target.get()).toEqual({ seq: 500 });
    expect([seqs()[0], seqs().at(-1)]).toEqual([471, 530]);
    history.grow(1);
    live(message(3004));
    expect(seqs().at(-1)).toBe(530);
    await room.loadNewer();
    expect(seqs().at(-1)).toBe(580);
    await room.latest();
    expect(seqs().at(-1)).toBe(3004);
  });

  it('finds a quoted message by the hint, and by looking back without one', async () => {
    history.grow(1400);
    bridge.confirm(channel);
    await vi.waitFor(() => expect(seqs().at(-1)).toBe(1403));
    const quoted = () => [...room.list.get().timeline.aside.keys()];
    await room.loadQuote(message(1404, { replyTo: 'message-2', metadata: { replySeq: 2 } }));
    await room.loadQuote(message(1404, { replyTo: 'message-1300' }));
    await room.loadQuote(message(1404, { replyTo: 'elsewhere' }));
    expect(quoted()).toEqual(['message-2', 'message-1300']);
    expect([...room.lostQuotes.get()]).toEqual(['elsewhere']);
  });

  it('keeps a message that was not sent, and sends it again under the same id', async () => {
    sendMessage.mockRejectedValueOnce(new ProblemError(0, 'offline', 'away'));
    room.send('hello');
    await vi.waitFor(() => expect(room.list.get().outgoing[0]?.problem?.code).toBe('offline'));
    const { clientMessageId } = room.list.get().outgoing[0]!;
    sendMessage.mockImplementation((_id, { content, clientMessageId: id }) =>
      Promise.resolve(message(4, { userId: me, content, clientMessageId: id })),
    );
    room.retry(clientMessageId);
    await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
    expect(room.list.get().outgoing).toEqual([]);
    expect(sendMessage.mock.calls.map(([, sent]) => sent.clientMessageId)).toEqual([clientMessageId, clientMessageId]);
  });
});
