import type { Message as Stored } from './generated/api.js';
import type { Readable } from './store.js';
import type { CallOptions, Draft, Message, Page, Sending } from './types.js';

export type { Stored };

/** The messages of a room. */
export interface Messages {
  /**
   * A stretch of the session's messages without a hole, oldest first, then what is on its way. Listening to it attaches the room.
   */
  readonly items: Readable<readonly Message[]>;
  /** Whether messages go on before; undefined until the first page came. */
  readonly hasOlder: Readable<boolean | undefined>;
  /** Whether messages go on after, because `around` opened an earlier place. */
  readonly hasNewer: Readable<boolean>;
  loadOlder(options?: CallOptions): Promise<void>;
  loadNewer(options?: CallOptions): Promise<void>;
  /** Shows the messages around a seq, for a search hit or a link. */
  around(seq: number, options?: CallOptions): Promise<void>;
  /** Shows the newest messages again. */
  latest(options?: CallOptions): Promise<void>;
  /** Shows a message at once, keeps it until the server has it, and sends it in order. */
  send(draft: string | Draft): Sending;
  /** Sends what the server refused again, as it was or with another text. Returns its key. */
  retry(key: string, text?: string): string | undefined;
  /** Takes back what waits or was refused, for editing. Undefined when the server has it. */
  discard(key: string): Draft | undefined;
  edit(message: Pick<Message, 'id'>, text: string, options?: CallOptions): Promise<void>;
  delete(message: Pick<Message, 'id'>, options?: CallOptions): Promise<void>;
  /** Puts a reaction on a message, or takes it back. */
  react(message: Pick<Message, 'id'>, emoji: string, on?: boolean, options?: CallOptions): Promise<void>;
  /** Messages of this session that hold all the words, newest first. */
  search(words: string, options?: CallOptions & { cursor?: string; limit?: number }): Promise<Page<Message>>;
}
