import type { ProblemError } from '../api/problem';
import type { Message, ReactionChange } from '../api/types';
import type { TimelineEvent } from '../realtime/events';
import {
  applied,
  corrected,
  emptyTimeline,
  opened,
  reacted,
  withAside,
  withNewer,
  withOlder,
  type ReadPage,
  type Timeline,
} from './timeline';

/** A message of this user that the server has not confirmed yet. */
export interface Outgoing {
  clientMessageId: string;
  content: string;
  /** Whether the AI is to answer it. */
  ask: boolean;
  createdAt: string;
  /** The message that it answers. */
  replyTo?: Message;
  mentions?: string[];
  /** Why it was not sent; while it is under way there is none. */
  problem?: ProblemError;
}

/** A question that the AI has not answered yet. */
export interface OpenQuestion {
  clientMessageId: string;
  content: string;
  problem?: ProblemError;
}

/** A conversation: what is stored, and what is under way. */
export interface MessageList {
  timeline: Timeline;
  /** In the order they were sent; they stand after all stored ones. */
  outgoing: readonly Outgoing[];
  questions: readonly OpenQuestion[];
}

export const emptyList: MessageList = { timeline: emptyTimeline, outgoing: [], questions: [] };

export type MessageAction =
  /** Events of the timeline, in any order, again or for the first time. */
  | { type: 'events'; events: readonly TimelineEvent[]; me: string }
  /** A page in the place of what is shown: the first one, an earlier place, or the newest after too much was missed. */
  | { type: 'opened'; page: ReadPage & { hasOlder: boolean; hasNewer: boolean }; me: string }
  | { type: 'older'; page: ReadPage & { hasOlder: boolean }; me: string }
  | { type: 'newer'; page: ReadPage & { hasNewer: boolean }; me: string }
  /** A message as the answer to its change shows it. */
  | { type: 'corrected'; message: Message }
  | { type: 'reacted'; change: ReactionChange; me: string }
  /** A message that is quoted and was not read with the others. */
  | { type: 'quoted'; message: Message }
  | { type: 'sent'; outgoing: Outgoing }
  /** The stored form of an outgoing message. */
  | { type: 'delivered'; message: Message; me: string }
  | { type: 'failed'; clientMessageId: string; problem: ProblemError }
  | { type: 'retried'; clientMessageId: string }
  | { type: 'discarded'; clientMessageId: string }
  | { type: 'answered'; clientMessageId: string };

export function reduceMessages(list: MessageList, action: MessageAction): MessageList {
  const { timeline } = list;
  switch (action.type) {
    case 'events':
      return promoted(list, applied(timeline, action.events, action.me), action.me);
    case 'opened':
      return promoted(list, opened(timeline, action.page, action.me), action.me);
    case 'older':
      return promoted(list, withOlder(timeline, action.page, action.me), action.me);
    case 'newer':
      return promoted(list, withNewer(timeline, action.page, action.me), action.me);
    case 'corrected':
      return { ...list, timeline: corrected(timeline, action.message) };
    case 'reacted':
      return { ...list, timeline: reacted(timeline, action.change, action.me) };
    case 'quoted':
      return { ...list, timeline: withAside(timeline, action.message) };
    case 'sent':
      return {
        ...list,
        outgoing: [...list.outgoing, action.outgoing],
        questions: action.outgoing.ask ? [...list.questions, questionOf(action.outgoing)] : list.questions,
      };
    case 'delivered':
      return delivered(list, action.message, action.me);
    case 'failed':
      return markProblem(list, action.clientMessageId, action.problem);
    case 'retried':
      return markProblem(list, action.clientMessageId, undefined);
    case 'discarded':
      return {
        ...list,
        outgoing: list.outgoing.filter((item) => item.clientMessageId !== action.clientMessageId),
        questions: list.questions.filter((item) => item.clientMessageId !== action.clientMessageId),
      };
    case 'answered':
      return {
        ...list,
        questions: list.questions.filter((item) => item.clientMessageId !== action.clientMessageId),
      };
  }
}

/** An answer shows a message before or after its event; the message stays outgoing until all before it is here too. */
function delivered(list: MessageList, message: Message, me: string): MessageList {
  const event: TimelineEvent = { event: 'new_message', seq: message.seq, payload: message };
  const next = promoted(list, applied(list.timeline, [event], me), me);
  return message.seq > next.timeline.position
    ? next
    : { ...next, outgoing: next.outgoing.filter((item) => item.clientMessageId !== message.clientMessageId) };
}

/** Own messages that came back stop being outgoing, and answers close their questions. */
function promoted(list: MessageList, timeline: Timeline, me: string): MessageList {
  if (list.outgoing.length === 0 && list.questions.length === 0) {
    return { ...list, timeline };
  }
  const arrived = [
    ...timeline.messages,
    // With an earlier place on the screen new messages are not among those shown.
    ...timeline.recent.flatMap((event) => (event.event === 'new_message' ? [event.payload] : [])),
  ];
  const mine = new Set(arrived.filter((message) => message.userId === me).map((message) => message.clientMessageId));
  const repliedTo = new Set(
    arrived.filter((message) => message.messageType === 'ai_response').map((message) => message.replyTo),
  );
  const closed = new Set(
    arrived.filter((message) => repliedTo.has(message.id)).map((message) => message.clientMessageId),
  );
  const outgoing = list.outgoing.filter((item) => !mine.has(item.clientMessageId));
  const questions = list.questions.filter((item) => !closed.has(item.clientMessageId));
  return {
    timeline,
    outgoing: outgoing.length === list.outgoing.length ? list.outgoing : outgoing,
    questions: questions.length === list.questions.length ? list.questions : questions,
  };
}

function markProblem(list: MessageList, clientMessageId: string, problem: ProblemError | undefined): MessageList {
  const mark = <T extends { clientMessageId: string }>(items: readonly T[]) =>
    items.map((item) => (item.clientMessageId === clientMessageId ? { ...item, problem } : item));
  return { ...list, outgoing: mark(list.outgoing), questions: mark(list.questions) };
}

function questionOf(outgoing: Outgoing): OpenQuestion {
  return { clientMessageId: outgoing.clientMessageId, content: outgoing.content };
}
