import { store, type Message, type Room, type Store } from '@cogo-chat/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ben, me, message, session } from './testing/chat.js';
import { Screen } from './testing/screen.js';
import { threadOf } from './thread.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const said = (from: number, to: number, by = ben) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i, by, '2026-03-01T10:00:00'));

/** What a thread asks of a room, with messages that were read before. */
function roomWith(first: readonly Message[]) {
  const items = store<readonly Message[]>(first);
  const hasNewer = store(false);
  const messages = { items, hasOlder: store<boolean | undefined>(false), hasNewer, latest: async () => undefined };
  const room = { messages, session: store({ ...session, unread: 0 }), read: () => undefined };
  return { items, hasNewer, thread: threadOf(room as unknown as Room) };
}

/** Others say something, and what comes soon after something else has come as well. */
async function come(screen: Screen, items: Store<readonly Message[]>, messages: readonly Message[]): Promise<void> {
  items.set(messages);
  vi.runOnlyPendingTimers();
  await screen.frames();
}

/** Every third row is high, the others are lower than a row is thought to be. */
const uneven = (key: string) => (Number(key.slice(1)) % 3 === 0 ? 190 : 37);

it('stays at its end while rows get their heights, lines come above and below, and messages come', async () => {
  const { items, thread } = roomWith(said(1, 50));
  const screen = new Screen(thread, uneven);
  const detach = thread.attach(screen.scroller);
  await screen.frames();
  expect([screen.below, thread.view.get().atEnd]).toEqual([0, true]);

  screen.height -= 45;
  await come(screen, items, [...said(1, 50), ...said(51, 53)]);
  expect([screen.below, thread.view.get().unseen]).toEqual([0, 0]);

  // Read again after a pause: other messages than before.
  await come(screen, items, said(30, 90));
  expect([screen.below, thread.view.get().atEnd]).toEqual([0, true]);
  detach();
});

it('is left by the reader alone, tells what came meanwhile, and is brought back', async () => {
  const { items, thread } = roomWith(said(1, 50));
  const screen = new Screen(thread, uneven);
  thread.attach(screen.scroller);
  await screen.frames();
  screen.scroller.scrollTop -= 400;
  await screen.frames();
  const { scrollTop } = screen.scroller;
  await come(screen, items, [...said(1, 50), ...said(51, 52)]);
  expect(screen.scroller.scrollTop).toBe(scrollTop);
  expect(thread.view.get()).toMatchObject({ atEnd: false, unseen: 2 });

  thread.toEnd();
  await screen.frames();
  expect(screen.below).toBe(0);
  expect(thread.view.get()).toMatchObject({ atEnd: true, unseen: 0 });

  // What one says oneself is seen from everywhere.
  screen.scroller.scrollTop -= 400;
  await screen.frames();
  const { seq: _, ...mine } = message(53, me, '2026-03-01T10:00:00');
  items.set([...said(1, 50), ...said(51, 52), { ...mine, state: 'pending' }]);
  await screen.frames();
  expect(screen.below).toBe(0);
});

it('draws together what a crowd says, and at once what the user says', async () => {
  const { items, thread } = roomWith(said(1, 50));
  const screen = new Screen(thread, uneven);
  thread.attach(screen.scroller);
  await screen.frames();
  vi.advanceTimersByTime(1_000);
  const last = () => thread.view.get().rows.at(-1)?.row.key;
  const seen: unknown[] = [];
  thread.view.subscribe(() => seen.push(last()));
  for (let i = 51; i <= 60; i++) {
    items.set(said(1, i));
  }
  expect(new Set(seen)).toEqual(new Set(['k51']));
  vi.advanceTimersByTime(100);
  expect(new Set(seen)).toEqual(new Set(['k51', 'k60']));
  items.set([...said(1, 60), message(61, me, '2026-03-01T10:00:00')]);
  expect(last()).toBe('k61');
});

it('knows the heights of rows that stand there already when it is attached again', async () => {
  const { thread } = roomWith(said(1, 50));
  const screen = new Screen(thread, uneven);
  thread.attach(screen.scroller)();
  thread.attach(screen.scroller);
  await screen.frames();
  thread.attach(screen.scroller)();
  thread.attach(screen.scroller);
  await screen.frames();
  const { rows, offset, height } = thread.view.get();
  expect(screen.below).toBe(0);
  expect(offset + rows.reduce((sum, { row }) => sum + uneven(row.key), 0) + 8).toBe(height);
});
