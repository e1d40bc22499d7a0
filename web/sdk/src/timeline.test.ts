import { describe, expect, it } from 'vitest';
import type { Message } from './generated/api.js';
import { bob, me, message, sent, sessionId } from './testing/samples.js';
import {
  applied,
  canReplay,
  corrected,
  emptyTimeline,
  opened,
  reacted,
  timelineOf,
  trimmed,
  withNewer,
  withOlder,
  type Timeline,
  type TimelineEvent,
} from './timeline.js';

const channel = '';
const edited = (seq: number, of: number, content: string): TimelineEvent => ({
  event: 'message_updated',
  channel,
  seq,
  payload: message(of, { content, editedAt: `2026-11-23T09:00:${String(seq).padStart(2, '0')}Z`, editedBy: bob }),
});
const deleted = (seq: number, of: number): TimelineEvent => ({
  event: 'message_deleted',
  channel,
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
  channel,
  seq,
  payload: change(...args),
});

const page = (asOf: number, ...messages: Message[]) => ({ messages, asOf, hasOlder: true, hasNewer: false });
const start = opened(emptyTimeline, page(3, message(1), message(2), message(3)), me);
const apply = (timeline: Timeline, ...events: TimelineEvent[]) => applied(timeline, events, me);
const seqs = (timeline: Timeline) => timeline.messages.map(({ seq }) => seq);
const contents = (timeline: Timeline) => timeline.messages.map(({ content }) => content);

describe('events', () => {
  it('are applied once, and those from before the position are passed over', () => {
    const once = apply(start, sent(4), edited(5, 4, 'two'), reaction(6, 4, '👍', 2), deleted(7, 2));
    expect(contents(once)).toEqual(['text 1', '', 'text 3', 'two']);
    expect(once.messages[3]?.reactions).toEqual([{ emoji: '👍', count: 2, mine: false }]);
    expect(apply(once, sent(4), reaction(6, 4, '👍', 1), sent(2))).toBe(once);
  });

  it('of a kind that nobody knows here take their number and change nothing', () => {
    const unknown = timelineOf({ event: 'poll_closed', channel, seq: 4, payload: {} });
    const after = apply(start, ...unknown, sent(5));
    expect([after.position, seqs(after)]).toEqual([5, [1, 2, 3, 5]]);
    expect(timelineOf({ event: 'user_waved', channel, payload: {} })).toEqual([]);
  });

  it('that hold a batch are as many as it holds', () => {
    const payload = { batchId: 'batch', messages: [message(4), message(5)] };
    const events = timelineOf({ event: 'batch_messages', channel, seq: 5, payload });
    expect(seqs(apply(start, ...events))).toEqual([1, 2, 3, 4, 5]);
  });

  it('leave a tombstone of a deleted message, for good', () => {
    const gone = apply(start, reaction(4, 2, '👍', 1), deleted(5, 2), edited(6, 2, 'late'), reaction(7, 2, '🎉', 1));
    expect(gone.messages[1]).toMatchObject({ content: '', deletedBy: bob });
    expect(gone.messages[1]?.reactions).toBeUndefined();
  });

  it('take along what an erased member wrote', () => {
    const payload = { sessionId, change: 'member_erased', userId: bob, timestamp: '2026-11-23T11:00:00Z' } as const;
    const erased = apply(start, { event: 'session_updated', channel, seq: 4, payload });
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

  it('stay when the text is edited, and may come with an answer before their event', () => {
    expect(apply(start, reaction(4, 1, '👍', 1), edited(5, 1, 'new')).messages[0]).toMatchObject({
      content: 'new',
      reactions: [{ emoji: '👍' }],
    });
    const ahead = reacted(start, change(1, '👍', 1, me), me);
    expect(apply(ahead, reaction(4, 1, '👍', 1, me)).messages).toBe(ahead.messages);
  });
});

describe('answers', () => {
  it('are not undone by an older event that comes after them', () => {
    const ahead = corrected(start, (edited(5, 1, 'second') as { payload: Message }).payload);
    expect(apply(ahead, edited(4, 1, 'first'), edited(5, 1, 'second')).messages[0]?.content).toBe('second');
  });
});

describe('pages', () => {
  it('that were read before an event still show what it did', () => {
    const ahead = apply(start, edited(4, -1, 'edited'), deleted(5, -2));
    const older = withOlder(ahead, { messages: [message(-2), message(-1)], asOf: 3, hasOlder: false }, me);
    expect(contents(older).slice(0, 2)).toEqual(['', 'edited']);
  });

  it('in place of the window keep what came live while they were read', () => {
    const ahead = apply({ ...start, hasOlder: undefined, position: 3, recent: [] }, sent(4), sent(5));
    expect(seqs(ahead)).toEqual([1, 2, 3]);
    expect(seqs(opened(ahead, page(3, message(2), message(3)), me))).toEqual([2, 3, 4, 5]);
  });

  it('can be used only while all events after them are at hand', () => {
    const many = apply(start, ...Array.from({ length: 600 }, (_, i) => sent(4 + i)));
    expect([canReplay(many, 3), canReplay(many, 103)]).toEqual([false, true]);
  });

  it('of an earlier place get no new messages until they reach the end', () => {
    const early = opened(apply(start, sent(4), sent(5)), { ...page(5, message(1)), hasNewer: true }, me);
    const later = apply(early, sent(6));
    expect(seqs(later)).toEqual([1]);
    const between = withNewer(later, { messages: [message(2), message(3)], asOf: 6, hasNewer: true }, me);
    // The last page was asked for before 6 came, and does not have it.
    const end = withNewer(between, { messages: [message(4), message(5)], asOf: 5, hasNewer: false }, me);
    expect(seqs(end)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('stay bounded while 20,000 messages come', () => {
    let timeline = start;
    for (let seq = 4; seq <= 20_000; seq++) {
      timeline = trimmed(apply(timeline, sent(seq)), 1_000);
    }
    expect([timeline.messages.length, timeline.recent.length, timeline.position]).toEqual([1_000, 500, 20_000]);
    expect([timeline.messages[0]?.seq, timeline.hasOlder]).toEqual([19_001, true]);
  });
});
