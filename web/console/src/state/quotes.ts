import { plainText } from '@cogo-chat/parts';
import type { Message, Session } from '../api/types';
import { nameOf } from './names';

/** How much of a message a quote of it shows, in characters. */
const MOST_SHOWN = 160;
const SEQ = 'replySeq';

/** Where the answered message stands, so that readers find it without searching; its text is always the message's own. */
export function quotingMetadata(quoted: Message): Record<string, unknown> {
  return { [SEQ]: quoted.seq };
}

/** Where the sender says that the answered message stands; only a hint. */
export function quoteSeqOf(reply: Message): number | undefined {
  const seq = reply.metadata?.[SEQ];
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0 ? seq : undefined;
}

/** The beginning of a message's text, on one line. */
export function excerptOf(message: Message): string {
  if (message.deletedAt !== undefined) {
    return 'Message deleted';
  }
  if (message.unreadable === true) {
    return 'Unreadable message';
  }
  const line = plainText(message.content.slice(0, 4 * MOST_SHOWN));
  const characters = [...line];
  return characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN - 1).join('')}…` : line;
}

/** Who speaks in a message. */
export function authorOf(message: Message, session: Session, me: string): string {
  switch (message.messageType) {
    case 'ai_greeting':
    case 'ai_response':
      return 'AI';
    case 'agent_result':
      return 'Agent';
    case 'system':
      return 'Cogo Chat';
    case 'text':
      return message.userId === me ? 'You' : nameOf(message.userId, session);
  }
}
