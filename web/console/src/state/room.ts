import type { Chat, Message, Room as ChatRoom, wire } from '@cogo-chat/client';
import { authorOf, excerptOf, lineOf, quoteSeqOf, quotingMetadata, type Quoted } from './quotes';
import { draftOf } from './drafts';
import { Store } from './store';
import { t } from '../texts';

/** How far back a quoted message is looked for when nobody says where it is. */
const MOST_QUOTE_PAGES = 3;
const QUOTE_PAGE = 200;

/** What a message says beside its text. */
export interface SendOptions {
  /** Whether the AI is to answer; it answers the text alone. */
  ask?: boolean;
  replyTo?: Message;
  mentions?: string[];
}

/** An open session: the client's room, and what the page alone knows of it. */
export class Room {
  readonly chat: ChatRoom;
  readonly greeting = new Store(false);
  /** What is being written; kept over a reload. */
  readonly draft: Store<string>;
  /** The read mark after which messages were new when the room was entered. */
  readonly newAfter = new Store<number | undefined>(undefined);
  /** The message to bring on the screen; a new object each time, also for the same message. */
  readonly target = new Store<{ seq: number } | undefined>(undefined);
  /** The message that is being answered, and the id of the one that is being edited. */
  readonly replying = new Store<Message | undefined>(undefined);
  readonly editing = new Store<string | undefined>(undefined);
  /** Messages that are quoted and were not read with the others, by id; undefined for those that could not be found. */
  readonly quotes = new Store<ReadonlyMap<string, Quoted | undefined>>(new Map());
  private readonly quoting = new Set<string>();
  private readonly leave: () => void;

  constructor(
    private readonly client: Chat,
    readonly id: string,
    private readonly me: string,
  ) {
    this.chat = client.room(id);
    this.draft = draftOf(me, id);
    this.leave = this.chat.attach();
  }

  close(): void {
    this.chat.typing.stop();
    this.leave();
  }

  /** The room comes on the screen: a line is drawn before what is new. */
  enter(): void {
    const session = this.chat.session.get();
    this.newAfter.set(session !== undefined && session.unread > 0 ? session.lastReadSeq : undefined);
    // Where the user went to the last time is no wish of now.
    this.target.set(undefined);
  }

  /** Brings a message on the screen, wherever in the history it is. */
  async reveal(seq: number): Promise<void> {
    const { items, around } = this.chat.messages;
    if (!items.get().some((message) => message.seq === seq)) {
      await around(seq);
    }
    this.target.set({ seq });
  }

  send(text: string, { ask = false, replyTo, mentions }: SendOptions = {}): void {
    this.replying.set(undefined);
    if (ask) {
      this.chat.ai.ask(text, { language: this.client.user.get()?.language });
    } else {
      this.chat.messages.send({ text, replyTo, mentions, metadata: replyTo && quotingMetadata(replyTo) });
    }
  }

  /** Has the AI answer a message that stands there. */
  async answer(message: Message): Promise<void> {
    await this.chat.ai.answer(message, { language: this.client.user.get()?.language });
  }

  /** Takes a message that was refused back into the field, before what stands there. */
  takeBack({ key }: Message): void {
    const taken = this.chat.messages.discard(key);
    if (taken !== undefined) {
      this.draft.update((text) => (text === '' ? taken.text : `${taken.text}\n${text}`));
    }
  }

  async greet(): Promise<void> {
    this.greeting.set(true);
    try {
      await this.chat.ai.greet({ language: this.client.user.get()?.language });
    } finally {
      this.greeting.set(false);
    }
  }

  /** The message that another one answers, as far as it is at hand. */
  quoted({ replyTo }: Message): Quoted | undefined {
    const message = this.chat.messages.items.get().find(({ id }) => id === replyTo);
    return message === undefined
      ? this.quotes.get().get(replyTo ?? '')
      : { seq: message.seq, author: authorOf(message), text: excerptOf(message) };
  }

  /** Reads the message that another one answers, if it is not here. */
  async loadQuote(reply: Message): Promise<void> {
    const id = reply.replyTo;
    if (id === undefined || this.quoting.has(id)) {
      return;
    }
    this.quoting.add(id);
    try {
      const found = await this.findQuote(id, reply);
      this.quotes.update((known) => new Map(known).set(id, found && this.quotedOf(found)));
    } catch {
      // asked for again when the reply is drawn the next time
      this.quoting.delete(id);
    }
  }

  private quotedOf({ seq, userId, content, messageType, deletedAt }: wire.Message): Quoted {
    const member = this.chat.members.items.get().find((one) => one.userId === userId);
    const kind = messageType === 'text' ? 'user' : messageType;
    return {
      seq,
      author: kind === 'user' ? (userId === this.me ? t.you : (member?.displayName ?? t.formerMember)) : t.ai,
      text: deletedAt === undefined ? lineOf(content) : t.messageDeleted,
    };
  }

  private async findQuote(id: string, reply: Message): Promise<wire.Message | undefined> {
    const seq = quoteSeqOf(reply);
    if (seq !== undefined) {
      const [message] = (await this.history(seq + 1, 1)).items;
      if (message?.id === id) {
        return message;
      }
    }
    let before = this.chat.messages.items.get().find((message) => message.seq !== undefined)?.seq ?? reply.seq ?? 1;
    for (let pages = 0; pages < MOST_QUOTE_PAGES; pages++) {
      const { items, next } = await this.history(before, QUOTE_PAGE);
      const found = items.find((message) => message.id === id);
      if (found !== undefined || next === null) {
        return found;
      }
      before = Number(next);
    }
    return undefined;
  }

  private history(before: number, limit: number) {
    return this.client.call('GET /chat/history/{sessionId}', {
      path: { sessionId: this.id },
      query: { before, limit },
    });
  }
}
