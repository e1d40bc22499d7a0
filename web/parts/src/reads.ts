import type { Message } from '@cogo-chat/client';

/** Who has read a message, by the marks of `room.reads`; without its author. */
export function readersOf(message: Message, marks: ReadonlyMap<string, number>): readonly string[] {
  const { seq, author } = message;
  if (seq === undefined) {
    return [];
  }
  const writer = author.kind === 'user' ? author.id : undefined;
  return [...marks].filter(([userId, mark]) => mark >= seq && userId !== writer).map(([userId]) => userId);
}
