import type { Message } from '../types';
import { continues, sameDay } from './time';

/** A line of the conversation, as it is drawn. */
export type Entry =
  | { kind: 'day'; key: string; timestamp: string }
  /** What follows came since the user last looked. */
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; grouped: boolean; quotes: boolean };

/**
 * The conversation as lines, with days between messages.
 *
 * @param newAfter the read mark before which everything was seen when the room was entered; undefined when nothing is new
 */
export function entriesOf(messages: readonly Message[], hasOlder: boolean | undefined, newAfter?: number): Entry[] {
  const entries: Entry[] = [];
  let before: Message | undefined;
  // Where the first new message is not read yet, nobody knows where the line belongs.
  const reached = newAfter !== undefined && (hasOlder === false || (messages[0]?.seq ?? 0) <= newAfter);
  let divided = !reached;
  for (const message of messages) {
    const { createdAt, replyTo, author } = message;
    if (before === undefined || !sameDay(before.createdAt, createdAt)) {
      entries.push({ kind: 'day', key: `day ${new Date(createdAt).toDateString()}`, timestamp: createdAt });
    }
    const starts = !divided && message.seq !== undefined && message.seq > newAfter! && !message.mine;
    if (starts) {
      divided = true;
      entries.push({ kind: 'new', key: 'new messages' });
    }
    entries.push({
      kind: 'message',
      key: message.key,
      message,
      grouped: !starts && continues(before, message),
      // An answer right below its question needs no quote of it.
      quotes: replyTo !== undefined && (author.kind === 'user' || before?.id !== replyTo),
    });
    before = message;
  }
  return entries;
}
