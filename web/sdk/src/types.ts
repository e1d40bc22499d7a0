import type { ChatError } from './error.js';
import type { Message as Stored, Reaction, User } from './generated/api.js';

export type { User };

/** Who a message is from. `name` is there where it is known; an account that was deleted is `gone`. */
export type Author =
  | { readonly kind: 'user'; readonly id: string; readonly name?: string }
  | { readonly kind: 'ai' }
  | { readonly kind: 'agent' }
  | { readonly kind: 'system' }
  | { readonly kind: 'gone' };

/** An assistant, as its messages tell it. */
export interface Assistant {
  readonly userId: string;
  /** What messages call it by, after an @. */
  readonly handle: string;
  readonly displayName: string;
  /** One emoji, or the address of a picture. */
  readonly avatar?: string;
}

/** What a message is made of. Kinds of later servers come as `unknown`, with the text that everybody can show. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  /** An answer or a greeting of the AI; while it is `streaming` the text grows. */
  | {
      readonly type: 'ai';
      readonly text: string;
      readonly streaming: boolean;
      readonly language?: string;
      readonly model?: string;
      readonly provider?: string;
      /** What `room.ai.stop` and `room.ai.again` go by. */
      readonly runId?: string;
      /** Which answer to its question it is, when it was asked again. */
      readonly variant?: number;
      /** Why it is not whole. */
      readonly cut?: 'length' | 'interrupted' | 'cancelled';
      /** Who wrote it; unknown until it is stored. */
      readonly assistant?: Assistant;
    }
  /** How an agent's task ended; `room.tasks.watch(taskId)` has all of it. */
  | {
      readonly type: 'task';
      readonly text: string;
      readonly taskId?: string;
      readonly taskType?: string;
      readonly status?: string;
    }
  | { readonly type: 'deleted'; readonly at: string; readonly by?: string }
  /** A message of an encrypted session that the server can't open. */
  | { readonly type: 'unreadable' }
  | { readonly type: 'unknown'; readonly kind: string; readonly text: string };

/** A message as it is shown: stored, or on its way. The same object as long as nothing about it changes. */
export interface Message {
  /** Stays the same from the moment it is sent, so that a list keeps its rows. */
  readonly key: string;
  /** Of the server; left out while it is pending. */
  readonly id?: string;
  readonly seq?: number;
  readonly sessionId: string;
  readonly author: Author;
  /** Whether the signed-in user wrote it. */
  readonly mine: boolean;
  readonly parts: readonly Part[];
  /** The text of all parts. */
  readonly text: string;
  /** `pending` until the server has stored it; `failed` when it refused it, then `error` has its sentence. */
  readonly state: 'pending' | 'sent' | 'failed';
  readonly error?: ChatError;
  /** When the server stored it; while it is pending, when it was written, by this machine's clock. */
  readonly createdAt: string;
  readonly editedAt?: string;
  readonly editedBy?: string;
  /** The id of the message that it answers. */
  readonly replyTo?: string;
  readonly mentions: readonly string[];
  readonly reactions: readonly Reaction[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What somebody wants to say. */
export interface Draft {
  text: string;
  /** The message that it answers. */
  replyTo?: string | Pick<Message, 'id'>;
  /** User ids of members who are to be told of it. */
  mentions?: readonly string[];
  /** Free for clients, at most 4 KiB as JSON. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** A message on its way. */
export interface Sending {
  /** The key of its message in the list. */
  readonly key: string;
  /** Settles when the server has stored or refused it; until then it is tried. It may be left alone. */
  readonly stored: Promise<Stored>;
}

/** What any call takes beside its own arguments. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Pages of something. */
export interface Page<T> {
  readonly items: readonly T[];
  /** To be given for the following page; undefined at the end. */
  readonly next?: string;
}
