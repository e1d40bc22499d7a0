import type { ProblemError } from '../api/problem';
import type { Message } from '../api/types';

/** A message of this user that the server has not confirmed yet. */
export interface Outgoing {
  clientMessageId: string;
  content: string;
  /** Whether the AI is to answer it. */
  ask: boolean;
  createdAt: string;
  /** Why it was not sent; while it is under way there is none. */
  problem?: ProblemError;
}

/** A question that the AI has not answered yet. */
export interface OpenQuestion {
  clientMessageId: string;
  content: string;
  problem?: ProblemError;
}

export interface MessageList {
  /** By seq, without repeats. */
  stored: readonly Message[];
  /** In the order they were sent; they stand after all stored ones. */
  outgoing: readonly Outgoing[];
  questions: readonly OpenQuestion[];
  /** Whether history goes on before the first stored message; undefined until the first page came. */
  hasOlder: boolean | undefined;
}

export const emptyList: MessageList = { stored: [], outgoing: [], questions: [], hasOlder: undefined };

export type MessageAction =
  /** Messages from anywhere, in any order, again or for the first time. */
  | { type: 'received'; messages: readonly Message[]; me: string }
  /** A page of history before the first message. */
  | { type: 'older'; messages: readonly Message[]; hasOlder: boolean; me: string }
  /** The newest page instead of everything before it: the first one, or because too much was missed. */
  | { type: 'restart'; messages: readonly Message[]; hasOlder: boolean; me: string }
  | { type: 'sent'; outgoing: Outgoing }
  | { type: 'failed'; clientMessageId: string; problem: ProblemError }
  | { type: 'retried'; clientMessageId: string }
  | { type: 'discarded'; clientMessageId: string }
  | { type: 'answered'; clientMessageId: string };

export function reduceMessages(list: MessageList, action: MessageAction): MessageList {
  switch (action.type) {
    case 'received':
      return promote({ ...list, stored: merge(list.stored, action.messages) }, action.messages, action.me);
    case 'older':
      return promote(
        { ...list, stored: merge(list.stored, action.messages), hasOlder: action.hasOlder },
        action.messages,
        action.me,
      );
    case 'restart':
      return promote(
        { ...list, stored: restarted(list.stored, action.messages), hasOlder: action.hasOlder },
        action.messages,
        action.me,
      );
    case 'sent':
      return {
        ...list,
        outgoing: [...list.outgoing, action.outgoing],
        questions: action.outgoing.ask ? [...list.questions, questionOf(action.outgoing)] : list.questions,
      };
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

/** The last seq before the first hole, after which history has to be read; undefined when nothing is missing. */
export function holeAfter(stored: readonly Message[]): number | undefined {
  for (let i = 1; i < stored.length; i++) {
    if (stored[i]!.seq !== stored[i - 1]!.seq + 1) {
      return stored[i - 1]!.seq;
    }
  }
  return undefined;
}

export function lastSeq(stored: readonly Message[]): number {
  return stored.at(-1)?.seq ?? 0;
}

function merge(stored: readonly Message[], added: readonly Message[]): readonly Message[] {
  const last = lastSeq(stored);
  const inOrder = added.every((message, i) => message.seq > (i === 0 ? last : added[i - 1]!.seq));
  if (inOrder) {
    return added.length === 0 ? stored : [...stored, ...added];
  }
  const bySeq = new Map(stored.map((message) => [message.seq, message]));
  for (const message of added) {
    // What is there already stays, so that a repeat draws nothing anew.
    if (!bySeq.has(message.seq)) {
      bySeq.set(message.seq, message);
    }
  }
  return bySeq.size === stored.length ? stored : [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What came live while the page was read is newer than the page, and stays. */
function restarted(stored: readonly Message[], page: readonly Message[]): readonly Message[] {
  const last = lastSeq(page);
  return merge(
    page,
    stored.filter((message) => message.seq > last),
  );
}

/** Own messages that came back stop being outgoing, and answers close their questions. */
function promote(list: MessageList, arrived: readonly Message[], me: string): MessageList {
  const mine = new Set(arrived.filter((message) => message.userId === me).map((message) => message.clientMessageId));
  const outgoing = list.outgoing.filter((item) => !mine.has(item.clientMessageId));
  const repliedTo = new Set(arrived.filter((message) => message.messageType === 'ai_response').map((m) => m.replyTo));
  const closed = new Set(
    repliedTo.size === 0
      ? []
      : list.stored.filter((message) => repliedTo.has(message.id)).map((message) => message.clientMessageId),
  );
  const questions = list.questions.filter((item) => !closed.has(item.clientMessageId));
  return {
    ...list,
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
