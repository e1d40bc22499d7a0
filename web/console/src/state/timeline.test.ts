import { describe, expect, it } from 'vitest';
import type { Message } from '../api/types';
import type { TimelineEvent } from '../realtime/events';
import { bob, me, message, sessionId } from '../testing/samples';
import {
  applied,
  corrected,
  emptyTimeline,
  hasGap,
  messageOf,
  opened,
  reacted,
  withAside,
  withNewer,
  withOlder,
  type Timeline,
} from './timeline';

const sent = (seq: number, more: Partial<Message> = {}): TimelineEvent => ({
  event: 'new_message',
  seq,
  payload: message(seq, more),
});
const edited = (seq: number, of: number, content: string): TimelineEvent => ({
  event: 'message_updated',
  seq,
  payload: message(of, { content, editedAt: `2026-11-23T09:00:${String(seq).padStart(2, '0')}Z`, editedBy: bob }),
});
const deleted = (seq: number, of: number): TimelineEvent => ({
  event: 'message_deleted',
  seq,
  payload: message(of, { content: '', deletedAt: '2026-11-23T10:00:00Z', deletedBy: bob }),
});
const change = (of: number, emoji: string, count: number, userId = bob, on = true) => ({
  sessionId,
  messageId: `message-${of}`,
  messageSeq: of,
  userId,
  emoji,
  on,
  count,
});
const reaction = (seq: number, ...args: Parameters<typeof change>): TimelineEvent => ({
  event: 'reaction',
  seq,
  payload: change(...args),
});

const page = (asOf: number, ...messages: Message[]) => ({ messages, asOf, hasOlder: true, hasNewer: false });
const start = opened(emptyTimeline, page(3, message(1), message(2), message(3)), me);
const apply = (timeline: Timeline, ...events: TimelineEvent[]) => applied(timeline, events, me);
const seqs = (timeline: Timeline) => timeline.messages.map(({ seq }) => seq);
const contents = (timeline: Timeline) => timeline.messages.map(({ content }) => content);

describe('events', () => {
  it('are applied in seq order, whatever order they come in', () => {
    const events = [sent(4), edited(5, 4, 'one'), edited(6, 4, 'two'), reaction(7, 4, '👍', 1), sent(8)];
    const inOrder = apply(start, ...events);
    const shuffled = [4, 1, 3, 0, 2].reduce((timeline, i) => apply(timeline, events[i]!), start);
    expect(shuffled).toMatchObject({ messages: inOrder.messages, position: 8, waiting: [] });
    expect(contents(inOrder)).toEqual(['text 1', 'text 2', 'text 3', 'two', 'text 8']);
    expect(inOrder.messages[3]?.reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
  });

  it('wait behind a gap', () => {
    const waiting = apply(start, sent(6));
    expect(seqs(waiting)).toEqual([1, 2, 3]);
    expect(hasGap(waiting)).toBe(true);
    const filled = apply(waiting, sent(4), sent(5));
    expect(seqs(filled)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(hasGap(filled)).toBe(false);
  });

  it('do nothing the second time', () => {
    const once = apply(start, sent(4), reaction(5, 4, '👍', 2), deleted(6, 2));
    expect(apply(once, sent(4), reaction(5, 4, '👍', 2), deleted(6, 2))).toBe(once);
  });

  it('of a name that nobody knows here still take their number', () => {
    const unknown = { event: 'poll_closed', seq: 4, payload: {} } as unknown as TimelineEvent;
    expect(apply(start, unknown, sent(5))).toMatchObject({ position: 5, waiting: [] });
  });

  it('leave a tombstone of a deleted message, for good', () => {
    const gone = apply(start, reaction(4, 2, '👍', 1), deleted(5, 2), edited(6, 2, 'late'), reaction(7, 2, '🎉', 1));
    expect(gone.messages[1]).toMatchObject({ content: '', deletedBy: bob });
    expect(gone.messages[1]?.reactions).toBeUndefined();
  });

  it('take along what an erased member wrote', () => {
    const update = { sessionId, change: 'member_erased', userId: bob, timestamp: '2026-11-23T11:00:00Z' } as const;
    const erased = apply(start, { event: 'session_updated', seq: 4, payload: update });
    expect(contents(erased)).toEqual(['', '', '']);
    expect(erased.messages[0]?.userId).toBeUndefined();
  });
});

describe('reactions', () => {
  it('count, know which are mine, and go with the last', () => {
    const both = apply(start, reaction(4, 1, '👍', 1), reaction(5, 1, '👍', 2, me), reaction(6, 1, '🎉', 1));
    expect(both.messages[0]?.reactions).toEqual([
      { emoji: '👍', count: 2, mine: true },
      { emoji: '🎉', count: 1, mine: false },
    ]);
    const left = apply(both, reaction(7, 1, '👍', 1, me, false), reaction(8, 1, '🎉', 0, bob, false));
    expect(left.messages[0]?.reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
  });

  it('stay when the text is edited', () => {
    const both = apply(start, reaction(4, 1, '👍', 1), edited(5, 1, 'new'));
    expect(both.messages[0]).toMatchObject({ content: 'new', reactions: [{ emoji: '👍' }] });
  });

  it('may come with an answer before their event', () => {
    const ahead = reacted(start, change(1, '👍', 1, me), me);
    expect(ahead.messages[0]?.reactions).toEqual([{ emoji: '👍', count: 1, mine: true }]);
    expect(apply(ahead, reaction(4, 1, '👍', 1, me)).messages).toBe(ahead.messages);
  });
});

describe('answers', () => {
  it('are not undone by an older event that comes after them', () => {
    const second = edited(5, 1, 'second').payload as Message;
    const ahead = corrected(start, second);
    const after = apply(ahead, edited(4, 1, 'first'), edited(5, 1, 'second'));
    expect(after.messages[0]?.content).toBe('second');
  });
});

describe('pages', () => {
  it('that were read before an event still show what it did', () => {
    const ahead = apply(start, edited(4, -1, 'edited'), deleted(5, -2));
    const older = withOlder(ahead, { messages: [message(-2), message(-1)], asOf: 3, hasOlder: false }, me);
    expect(contents(older).slice(0, 2)).toEqual(['', 'edited']);
    expect(older.hasOlder).toBe(false);
  });

  it('in place of the window keep what came live while they were read', () => {
    const ahead = apply(start, sent(4), sent(5));
    const again = opened(ahead, page(3, message(2), message(3)), me);
    expect(seqs(again)).toEqual([2, 3, 4, 5]);
    expect(again.position).toBe(5);
  });

  it('after too long a gap move the position on', () => {
    const waiting = apply(start, sent(5001));
    const again = opened(waiting, page(5000, message(4999), message(5000)), me);
    expect(seqs(again)).toEqual([4999, 5000, 5001]);
    expect(again.position).toBe(5001);
  });

  it('of an earlier place get no new messages until they reach the end', () => {
    const live = apply(start, sent(4), sent(5));
    const early = opened(live, { messages: [message(1)], asOf: 5, hasOlder: false, hasNewer: true }, me);
    const later = apply(early, sent(6));
    expect(seqs(later)).toEqual([1]);
    const between = withNewer(later, { messages: [message(2), message(3)], asOf: 6, hasNewer: true }, me);
    expect(seqs(between)).toEqual([1, 2, 3]);
    // The last page was asked for before 6 came, and does not have it.
    const end = withNewer(between, { messages: [message(4), message(5)], asOf: 5, hasNewer: false }, me);
    expect(seqs(end)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('quoted messages', () => {
  it('follow their events outside of the window', () => {
    const quoting = withAside(start, message(-7));
    expect(messageOf(quoting, 'message--7')?.content).toBe('text -7');
    expect(messageOf(apply(quoting, deleted(4, -7)), 'message--7')?.deletedAt).toBeDefined();
  });
});
