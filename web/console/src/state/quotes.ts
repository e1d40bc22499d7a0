import type { Message } from '@cogo-chat/client';
import { assistantOf, plainText } from '@cogo-chat/parts';
import { t } from '../texts';

/** How much of a message a quote of it shows, in characters. */
const MOST_SHOWN = 160;
const SEQ = 'replySeq';

/** What is shown of a message that another one answers. */
export interface Quoted {
  readonly seq?: number;
  readonly author: string;
  readonly text: string;
}

/** Where the answered message stands, so that readers find it without searching; its text is always the message's own. */
export function quotingMetadata(quoted: Message): Record<string, unknown> {
  return { [SEQ]: quoted.seq };
}

/** Where the sender says that the answered message stands; only a hint. */
export function quoteSeqOf(reply: Message): number | undefined {
  const seq = reply.metadata[SEQ];
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0 ? seq : undefined;
}

/** The beginning of a message's text, on one line. */
export function excerptOf({ parts: [part], text }: Message): string {
  switch (part?.type) {
    case 'deleted':
      return t.messageDeleted;
    case 'unreadable':
      return t.unreadableMessage;
    default:
      return lineOf(text);
  }
}

/** The beginning of a text, on one line and without its marks. */
export function lineOf(text: string): string {
  const characters = [...plainText(text.slice(0, 4 * MOST_SHOWN))];
  return characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN - 1).join('')}…` : characters.join('');
}

/** Who speaks in a message. */
export function authorOf(message: Message): string {
  const { author, mine } = message;
  switch (author.kind) {
    case 'ai':
      return assistantOf(message)?.displayName ?? t.ai;
    case 'agent':
      return t.agent;
    case 'system':
      return 'Cogo Chat';
    case 'gone':
      return t.deletedAccount;
    case 'user':
      return mine ? t.you : (author.name ?? t.formerMember);
  }
}
