import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatApi } from '../api/client';
import { ProblemError } from '../api/problem';
import type { Message, Page } from '../api/types';
import { channels } from '../realtime/events';
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
    const api = { history: history.history, sendMessage } as unknown as ChatApi;
    room = new Room({ api, realtime, sessionId, me, language: () => undefined, onRead: vi.fn() });
    await vi.waitFor(() => expect(room.list.get().hasOlder).toBeDefined());
  });

  const seqs = () => room.list.get().stored.map(({ seq }) => seq);
  const live = (item: Message) => bridge.event(channel, { event: 'new_message', seq: item.seq, payload: item });

  it('shows the newest page, then live messages', () => {
    live(message(4));
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('fills a hole from history', async () => {
    history.grow(4);
    live(message(7));
    expect(seqs()).toEqual([1, 2, 3, 7]);
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
    expect(room.list.get().hasOlder).toBe(true);
    await room.loadOlder();
    expect(seqs()[0]).toBe(2904);
  });

  it('keeps a message that was not sent, and sends it again under the same id', async () => {
    sendMessage.mockRejectedValueOnce(new ProblemError(0, 'offline', 'away'));
    room.send('hello', false);
    await vi.waitFor(() => expect(room.list.get().outgoing[0]?.problem?.code).toBe('offline'));
    const { clientMessageId } = room.list.get().outgoing[0]!;
    sendMessage.mockImplementation((_id, content, id) =>
      Promise.resolve(message(4, { userId: me, content, clientMessageId: id })),
    );
    room.retry(clientMessageId);
    await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
    expect(room.list.get().outgoing).toEqual([]);
    expect(sendMessage.mock.calls.map(([, , id]) => id)).toEqual([clientMessageId, clientMessageId]);
  });
});
