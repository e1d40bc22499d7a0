import type {
  ChannelEvent,
  KnownEvent,
  Message,
  MessageDeletedEvent,
  MessageUpdatedEvent,
  NewMessageEvent,
  ReactionChange,
  ReactionEvent,
  SessionUpdate,
  SessionUpdatedEvent,
} from './generated/api.js';

/** An event with a place in a session's timeline. */
export type TimelineEvent =
  | NewMessageEvent
  | MessageUpdatedEvent
  | MessageDeletedEvent
  | ReactionEvent
  | (SessionUpdatedEvent & { seq: number })
  /** Of a later server: it takes its number and changes nothing here. */
  | { event: 'unknown'; seq: number };

/**
 * What is known of a session's timeline: a window of its messages, and the position up to which all events are in it. Events come
 * once and in order, as the server promises; what was seen before is passed over.
 */
export interface Timeline {
  /** A stretch of the session's messages without a hole, by seq, as they are now. */
  readonly messages: readonly Message[];
  /** Whether messages go on before the window; undefined until the first page came. */
  readonly hasOlder: boolean | undefined;
  /** Whether messages go on after the window, which was opened at an earlier place. */
  readonly hasNewer: boolean;
  readonly position: number;
  /** The last events, up to the position: a page that was asked for before them may not know of them. */
  readonly recent: readonly TimelineEvent[];
}

/** A page of history, and the position that was known when it was asked for. */
export interface ReadPage {
  messages: readonly Message[];
  asOf: number;
}

const MOST_RECENT = 500;

export const emptyTimeline: Timeline = { messages: [], hasOlder: undefined, hasNewer: false, position: 0, recent: [] };

/** Whether all events after a position are still at hand, to be put over a page that was asked for there. */
export function canReplay(timeline: Timeline, asOf: number): boolean {
  return timeline.position - asOf <= timeline.recent.length;
}

/** Puts a page in the place of the window. */
export function opened(
  timeline: Timeline,
  page: ReadPage & { hasOlder: boolean; hasNewer: boolean },
  me: string,
): Timeline {
  const { messages, hasOlder, hasNewer } = page;
  const position = Math.max(timeline.position, page.asOf);
  return replayed({ ...timeline, messages, hasOlder, hasNewer, position }, page.asOf, me);
}

/** Puts earlier messages before the window. */
export function withOlder(timeline: Timeline, page: ReadPage & { hasOlder: boolean }, me: string): Timeline {
  const first = timeline.messages[0]?.seq ?? Infinity;
  const messages = [...page.messages.filter((message) => message.seq < first), ...timeline.messages];
  return replayed({ ...timeline, messages, hasOlder: page.hasOlder }, page.asOf, me);
}

/** Puts later messages after a window that does not reach the end. */
export function withNewer(timeline: Timeline, page: ReadPage & { hasNewer: boolean }, me: string): Timeline {
  const last = lastSeqOf(timeline);
  const messages = [...timeline.messages, ...page.messages.filter((message) => message.seq > last)];
  return replayed({ ...timeline, messages, hasNewer: page.hasNewer }, page.asOf, me);
}

/** Applies what came on the channel. Before the first page it is only kept. */
export function applied(timeline: Timeline, events: readonly TimelineEvent[], me: string): Timeline {
  const news = events.filter((event) => event.seq > timeline.position);
  return news.length === 0
    ? timeline
    : {
        ...news.reduce((next, event) => step(next, event, me), timeline),
        position: news.at(-1)!.seq,
        recent: [...timeline.recent, ...news].slice(-MOST_RECENT),
      };
}

/** A message as an answer showed it, which may be ahead of its event. */
export function corrected(timeline: Timeline, message: Message): Timeline {
  return changed(timeline, message.id, (known) => newerOf(known, message));
}

/** A reaction as an answer showed it, ahead of its event. */
export function reacted(timeline: Timeline, change: ReactionChange, me: string): Timeline {
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
    const { reactions: _, ...rest } = message;
    return left.length === 0 ? rest : { ...rest, reactions: left };
  });
}

/** Keeps the newest messages only, and lets the others be read again. */
export function trimmed(timeline: Timeline, most: number): Timeline {
  return timeline.messages.length <= most || timeline.hasNewer
    ? timeline
    : { ...timeline, messages: timeline.messages.slice(-most), hasOlder: true };
}

/** The seq of the last message in the window; 0 without one. */
export function lastSeqOf(timeline: Timeline): number {
  return timeline.messages.at(-1)?.seq ?? 0;
}

/** The later of two states of one message: a deletion is final, and otherwise the last edit counts. */
export function newerOf(known: Message, next: Message): Message {
  if (known.deletedAt !== undefined) {
    return known;
  }
  if (next.deletedAt !== undefined) {
    const { reactions: _, ...rest } = next;
    return rest;
  }
  if (timeOf(next.editedAt) < timeOf(known.editedAt)) {
    return known;
  }
  // Events don't carry reactions and don't change them.
  const { reactions = known.reactions } = next;
  const same = next.content === known.content && next.editedAt === known.editedAt && reactions === known.reactions;
  return same ? known : { ...next, reactions };
}

/** An event's part in the timeline, in order: none for what is no part of it, several for a batch. */
export function timelineOf(event: KnownEvent | ChannelEvent): TimelineEvent[] {
  const known = event as KnownEvent;
  switch (known.event) {
    case 'batch_messages':
      return known.payload.messages.map((payload) => ({
        event: 'new_message',
        channel: known.channel,
        seq: payload.seq,
        payload,
      }));
    case 'new_message':
    case 'message_updated':
    case 'message_deleted':
    case 'reaction':
      return [known];
    default: {
      const { seq } = event as ChannelEvent;
      if (seq === undefined) {
        return [];
      }
      return [known.event === 'session_updated' ? { ...known, seq } : { event: 'unknown', seq }];
    }
  }
}

function replayed(timeline: Timeline, asOf: number, me: string): Timeline {
  return timeline.recent.reduce((next, event) => (event.seq > asOf ? step(next, event, me) : next), timeline);
}

/** What an event does to messages. Doing it again does nothing. */
function step(timeline: Timeline, event: TimelineEvent, me: string): Timeline {
  if (timeline.hasOlder === undefined) {
    return timeline;
  }
  switch (event.event) {
    case 'new_message':
      if (event.payload.seq > lastSeqOf(timeline)) {
        return timeline.hasNewer ? timeline : { ...timeline, messages: [...timeline.messages, event.payload] };
      }
      return corrected(timeline, event.payload);
    case 'message_updated':
    case 'message_deleted':
      return corrected(timeline, event.payload);
    case 'reaction':
      return reacted(timeline, event.payload, me);
    case 'session_updated':
      return withUpdate(timeline, event.payload);
    default:
      return timeline;
  }
}

/** Whoever is erased takes along what they wrote. */
function withUpdate(timeline: Timeline, update: SessionUpdate): Timeline {
  if (update.change !== 'member_erased' || update.userId === undefined) {
    return timeline;
  }
  const messages = timeline.messages.map((message) => {
    const { id, seq, sessionId, messageType, timestamp } = message;
    return message.userId === update.userId
      ? { id, seq, sessionId, messageType, timestamp, content: '', deletedAt: update.timestamp }
      : message;
  });
  return { ...timeline, messages };
}

function changed(timeline: Timeline, id: string, how: (message: Message) => Message): Timeline {
  // What is spoken of is mostly near the end.
  for (let at = timeline.messages.length - 1; at >= 0; at--) {
    const known = timeline.messages[at]!;
    if (known.id === id) {
      const message = how(known);
      if (message === known) {
        return timeline;
      }
      const messages = [...timeline.messages];
      messages[at] = message;
      return { ...timeline, messages };
    }
  }
  return timeline;
}

function timeOf(timestamp: string | undefined): number {
  return timestamp === undefined ? 0 : Date.parse(timestamp);
}
