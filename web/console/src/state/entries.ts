import type { Message } from '../api/types';
import type { MessageList, OpenQuestion, Outgoing } from './messages';
import { continues, sameDay } from './time';

/** A line of the conversation, as it is drawn. Keys stay the same when an outgoing message becomes a stored one. */
export type Entry =
  | { kind: 'day'; key: string; timestamp: string }
  /** What follows came since the user last looked. */
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; grouped: boolean; quotes: boolean }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing; grouped: boolean }
  | { kind: 'question'; key: string; question: OpenQuestion };

/**
 * The conversation as lines: days between messages, then what is under way, then what the AI still owes.
 *
 * @param newAfter the read mark before which everything was seen when the room was entered; undefined when nothing is new
 */
export function entriesOf(list: MessageList, me: string, newAfter?: number): Entry[] {
  const entries: Entry[] = [];
  const { messages, hasNewer } = list.timeline;
  let before: Message | undefined;
  // Where the first new message is not read yet, nobody knows where the line belongs.
  const reached = newAfter !== undefined && (list.timeline.hasOlder === false || (messages[0]?.seq ?? 0) <= newAfter);
  let divided = !reached;
  const day = (timestamp: string) => {
    if (before === undefined || !sameDay(before.timestamp, timestamp)) {
      entries.push({ kind: 'day', key: `day ${new Date(timestamp).toDateString()}`, timestamp });
    }
  };
  for (const message of messages) {
    day(message.timestamp);
    const starts = !divided && message.seq > newAfter! && message.userId !== me;
    if (starts) {
      divided = true;
      entries.push({ kind: 'new', key: 'new messages' });
    }
    entries.push({
      kind: 'message',
      key: keyOf(message, me),
      message,
      grouped: !starts && continues(before, message),
      // An answer right below its question needs no quote of it.
      quotes: message.replyTo !== undefined && (message.messageType === 'text' || before?.id !== message.replyTo),
    });
    before = message;
  }
  if (hasNewer) {
    return entries;
  }
  for (const outgoing of list.outgoing) {
    const message = asMessage(outgoing, me);
    day(message.timestamp);
    const grouped = continues(before, message);
    entries.push({ kind: 'outgoing', key: `sent ${outgoing.clientMessageId}`, outgoing, grouped });
    before = message;
  }
  for (const question of list.questions) {
    // While a question itself was not sent, its own line says so.
    const unsent = list.outgoing.some((item) => item.clientMessageId === question.clientMessageId);
    if (!(unsent && question.problem !== undefined)) {
      entries.push({ kind: 'question', key: `question ${question.clientMessageId}`, question });
    }
  }
  return entries;
}

/** An outgoing message in the form of a stored one. */
export function asMessage(outgoing: Outgoing, me: string): Message {
  return {
    id: outgoing.clientMessageId,
    seq: 0,
    sessionId: '',
    userId: me,
    content: outgoing.content,
    messageType: 'text',
    timestamp: outgoing.createdAt,
    replyTo: outgoing.replyTo?.id,
    mentions: outgoing.mentions,
  };
}

function keyOf(message: Message, me: string): string {
  return message.userId === me && message.clientMessageId !== undefined
    ? `sent ${message.clientMessageId}`
    : message.id;
}
