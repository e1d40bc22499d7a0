import type { Message, ReactionChange } from '../api/types';
import type { SessionUpdate, TimelineEvent } from '../realtime/events';

/**
 * What this page knows of a session's timeline: a window of its messages, and the position up to which all events are in it.
 * Every event is applied once and in seq order, whichever way and however often it comes.
 */
export interface Timeline {
  /** A stretch of the session's messages without a hole, by seq, as they are now. */
  messages: readonly Message[];
  /** Whether messages go on before the window; undefined until the first page came. */
  hasOlder: boolean | undefined;
  /** Whether messages go on after the window, which was opened at an earlier place. */
  hasNewer: boolean;
  /** The seq up to which everything that happened is known. */
  position: number;
  /** Events beyond a gap, in seq order, until what is missing has come. */
  waiting: readonly TimelineEvent[];
  /** The last events that were applied: a page that was asked for before them may not know of them. */
  recent: readonly TimelineEvent[];
  /** Messages outside of the window that are shown all the same, as quotes. */
  aside: ReadonlyMap<string, Message>;
}

/** More than that behind the newest event, and reading the newest page is cheaper than catching up. */
const MOST_WAITING = 500;
const MOST_RECENT = 200;

export const emptyTimeline: Timeline = {
  messages: [],
  hasOlder: undefined,
  hasNewer: false,
  position: 0,
  waiting: [],
  recent: [],
  aside: new Map(),
};

/** A page of history, and the position that was known when it was asked for: events after that one may be missing in it. */
export interface ReadPage {
  messages: readonly Message[];
  asOf: number;
}

/** Puts a page in the place of the window. What was applied or is waiting after `asOf` stays known. */
export function opened(
  timeline: Timeline,
  page: ReadPage & { hasOlder: boolean; hasNewer: boolean },
  me: string,
): Timeline {
  // The first page also says where to go on from; a later one only if it is ahead, after a gap too long to read.
  const position = Math.max(timeline.position, page.asOf);
  const window = {
    ...timeline,
    messages: page.messages,
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    position,
    waiting: timeline.waiting.filter((event) => event.seq > position),
  };
  return drained(replayed(window, page.asOf, me), me);
}

/** Puts earlier messages before the window. */
export function withOlder(timeline: Timeline, page: ReadPage & { hasOlder: boolean }, me: string): Timeline {
  const first = timeline.messages[0]?.seq ?? Infinity;
  const added = page.messages.filter((message) => message.seq < first);
  const messages = added.length === 0 ? timeline.messages : [...added, ...timeline.messages];
  return replayed({ ...timeline, messages, hasOlder: page.hasOlder }, page.asOf, me);
}

/** Puts later messages after a window that does not reach the end. */
export function withNewer(timeline: Timeline, page: ReadPage & { hasNewer: boolean }, me: string): Timeline {
  const last = lastMessageSeq(timeline);
  const added = page.messages.filter((message) => message.seq > last);
  const messages = added.length === 0 ? timeline.messages : [...timeline.messages, ...added];
  return replayed({ ...timeline, messages, hasNewer: page.hasNewer }, page.asOf, me);
}

/** Keeps a message that is not in the window, to be quoted. */
export function withAside(timeline: Timeline, message: Message): Timeline {
  return { ...timeline, aside: new Map(timeline.aside).set(message.id, message) };
}

/** Applies events from anywhere: live, read again, or made out of an answer. */
export function applied(timeline: Timeline, events: readonly TimelineEvent[], me: string): Timeline {
  const known = new Set(timeline.waiting.map((event) => event.seq));
  const news = events.filter((event) => event.seq > timeline.position && !known.has(event.seq));
  if (news.length === 0) {
    return timeline;
  }
  const waiting = [...timeline.waiting, ...news].sort((a, b) => a.seq - b.seq);
  return drained({ ...timeline, waiting: waiting.slice(0, MOST_WAITING) }, me);
}

/** A message as an answer showed it, which may be ahead of its event. It changes nothing but that message. */
export function corrected(timeline: Timeline, message: Message): Timeline {
  return withMessage(timeline, message);
}

/** A reaction as an answer showed it, ahead of its event. */
export function reacted(timeline: Timeline, change: ReactionChange, me: string): Timeline {
  return withReaction(timeline, change, me);
}

/** Whether events are missing before some that are here. */
export function hasGap(timeline: Timeline): boolean {
  return timeline.waiting.length > 0;
}

/** The seq of the last message in the window; 0 without one. */
export function lastMessageSeq(timeline: Timeline): number {
  return timeline.messages.at(-1)?.seq ?? 0;
}

/** A message by its id, if this page has it. */
export function messageOf(timeline: Timeline, id: string): Message | undefined {
  return timeline.messages.find((message) => message.id === id) ?? timeline.aside.get(id);
}

/** The later of two states of one message: a deletion is final, and otherwise the last edit counts. */
export function newerOf(known: Message, next: Message): Message {
  if (known.deletedAt !== undefined) {
    return known;
  }
  if (next.deletedAt !== undefined) {
    return { ...next, reactions: undefined };
  }
  if (timeOf(next.editedAt) < timeOf(known.editedAt)) {
    return known;
  }
  // Events don't carry reactions and don't change them.
  const same = next.content === known.content && next.editedAt === known.editedAt && next.reactions === undefined;
  return same ? known : { ...next, reactions: next.reactions ?? known.reactions };
}

function drained(timeline: Timeline, me: string): Timeline {
  let next = timeline;
  let count = 0;
  for (const event of timeline.waiting) {
    if (event.seq === next.position + 1) {
      next = { ...step(next, event, me), position: event.seq };
    } else if (event.seq > next.position) {
      break;
    }
    count += 1;
  }
  return count === 0
    ? timeline
    : {
        ...next,
        waiting: timeline.waiting.slice(count),
        recent: [...timeline.recent, ...timeline.waiting.slice(0, count)].slice(-MOST_RECENT),
      };
}

function replayed(timeline: Timeline, asOf: number, me: string): Timeline {
  return timeline.recent.reduce((next, event) => (event.seq > asOf ? step(next, event, me) : next), timeline);
}

/** What an event does to messages. Doing it again does nothing. */
function step(timeline: Timeline, event: TimelineEvent, me: string): Timeline {
  switch (event.event) {
    case 'new_message':
      return withNew(timeline, event.payload);
    case 'message_updated':
    case 'message_deleted':
      return withMessage(timeline, event.payload);
    case 'reaction':
      return withReaction(timeline, event.payload, me);
    case 'session_updated':
      return withUpdate(timeline, event.payload);
    default:
      // A name of a later server still takes its number.
      return timeline;
  }
}

function withNew(timeline: Timeline, message: Message): Timeline {
  const { messages, hasNewer } = timeline;
  const last = lastMessageSeq(timeline);
  if (message.seq > last) {
    return hasNewer ? timeline : { ...timeline, messages: [...messages, message] };
  }
  return withMessage(timeline, message);
}

function withMessage(timeline: Timeline, message: Message): Timeline {
  return changed(timeline, message.id, (known) => newerOf(known, message));
}

function withReaction(timeline: Timeline, change: ReactionChange, me: string): Timeline {
  return changed(timeline, change.messageId, (message) => {
    if (message.deletedAt !== undefined) {
      return message;
    }
    const before = message.reactions ?? [];
    const known = before.find((reaction) => reaction.emoji === change.emoji);
    const mine = change.userId === me ? change.on : (known?.mine ?? false);
    if (known !== undefined && known.count === change.count && known.mine === mine) {
      return message;
    }
    const now = { emoji: change.emoji, count: change.count, mine };
    const all = known === undefined ? [...before, now] : before.map((item) => (item === known ? now : item));
    const left = all.filter((reaction) => reaction.count > 0);
    return { ...message, reactions: left.length === 0 ? undefined : left };
  });
}

/** Whoever is erased takes along what they wrote. */
function withUpdate(timeline: Timeline, update: SessionUpdate): Timeline {
  if (update.change !== 'member_erased' || update.userId === undefined) {
    return timeline;
  }
  const forget = (message: Message): Message =>
    message.userId !== update.userId ? message : tombstone(message, update.timestamp);
  return {
    ...timeline,
    messages: timeline.messages.map(forget),
    aside: new Map([...timeline.aside].map(([id, message]) => [id, forget(message)])),
  };
}

function tombstone({ id, seq, sessionId, messageType, timestamp }: Message, deletedAt: string): Message {
  return { id, seq, sessionId, messageType, timestamp, content: '', deletedAt };
}

function changed(timeline: Timeline, id: string, how: (message: Message) => Message): Timeline {
  let next = timeline;
  const at = timeline.messages.findIndex((message) => message.id === id);
  if (at !== -1) {
    const known = timeline.messages[at]!;
    const message = how(known);
    if (message !== known) {
      next = { ...next, messages: timeline.messages.with(at, message) };
    }
  }
  const quoted = timeline.aside.get(id);
  if (quoted !== undefined) {
    const message = how(quoted);
    if (message !== quoted) {
      next = withAside(next, message);
    }
  }
  return next;
}

function timeOf(timestamp: string | undefined): number {
  return timestamp === undefined ? 0 : Date.parse(timestamp);
}
