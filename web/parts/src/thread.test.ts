import { store, type Message, type Room } from '@cogo-chat/client';
import { expect, it } from 'vitest';
import { ben, me, message, session } from './testing/chat.js';
import { Screen } from './testing/screen.js';
import { threadOf } from './thread.js';

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

/** Every third row is high, the others are lower than a row is thought to be. */
const uneven = (key: string) => (Number(key.slice(1)) % 3 === 0 ? 190 : 37);

it('stays at its end while rows get their heights, lines come above and below, and messages come', async () => {
  const { items, thread } = roomWith(said(1, 50));
  const screen = new Screen(thread, uneven);
  const detach = thread.attach(screen.scroller);
  await screen.frames();
  expect([screen.below, thread.view.get().atEnd]).toEqual([0, true]);

  screen.height -= 45;
  items.set([...said(1, 50), ...said(51, 53)]);
  await screen.frames();
  expect([screen.below, thread.view.get().unseen]).toEqual([0, 0]);

  // Read again after a pause: other messages than before.
  items.set(said(30, 90));
  await screen.frames();
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
  items.set([...said(1, 50), ...said(51, 52)]);
  await screen.frames();
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
