import type { Message } from '@cogo-chat/client';
import { startOf } from './words.js';

/** A message in its place. The same object as long as nothing about it changes. */
export interface Row {
  readonly key: string;
  readonly message: Message;
  /** It is the first of its day. */
  readonly newDay: boolean;
  /** It is the first one that the user has not seen before entering. */
  readonly fresh: boolean;
  /** It follows one of the same author closely, and needs no name of its own. */
  readonly follows: boolean;
}

const TOGETHER_MS = 5 * 60_000;
const days = new WeakMap<Message, number>();

function dayOf(message: Message): number {
  let day = days.get(message);
  if (day === undefined) {
    day = startOf(new Date(message.createdAt));
    days.set(message, day);
  }
  return day;
}

/**
 * Messages with what stands between them.
 *
 * @param seenUpTo the last seq that was read before; undefined for no line of what is new
 * @param before the rows as they were, to be kept where nothing changed
 */
export function rowsOf(
  messages: readonly Message[],
  seenUpTo: number | undefined,
  before: readonly Row[],
): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  let sawFresh = seenUpTo === undefined;
  return messages.map((message, i) => {
    const last = messages[i - 1];
    const newDay = last === undefined || dayOf(last) !== dayOf(message);
    const fresh = !sawFresh && !message.mine && (message.seq ?? 0) > seenUpTo!;
    sawFresh ||= fresh;
    const follows = !newDay && !fresh && message.replyTo === undefined && isOneTurn(last, message);
    const row = known.get(message.key);
    return row?.message === message && row.newDay === newDay && row.fresh === fresh && row.follows === follows
      ? row
      : { key: message.key, message, newDay, fresh, follows };
  });
}

function isOneTurn(last: Message, { author, createdAt }: Message): boolean {
  return (
    author.kind === 'user' &&
    last.author.kind === 'user' &&
    author.id === last.author.id &&
    Date.parse(createdAt) - Date.parse(last.createdAt) < TOGETHER_MS
  );
}
