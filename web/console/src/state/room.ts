import type { ChatApi } from '../api/client';
import { asProblem, ProblemError } from '../api/problem';
import { channels, type ChannelEvent } from '../realtime/events';
import type { Realtime } from '../realtime/realtime';
import { newId } from './ids';
import { emptyList, holeAfter, lastSeq, reduceMessages, type MessageAction } from './messages';
import { PresenceWatch } from './presence';
import { Store } from './store';
import { TypingOthers, TypingSelf } from './typing';

const PAGE = 50;
const GAP_PAGE = 200;
/** Whoever was away for longer than this many messages starts again at the newest ones. */
const MOST_GAP_PAGES = 5;
const READ_DELAY_MS = 400;

export interface RoomOptions {
  api: ChatApi;
  realtime: Realtime;
  sessionId: string;
  me: string;
  language: () => string | undefined;
  onRead: (seq: number) => void;
}

/** An open session: its messages with everything that is under way, who is here, and who types. */
export class Room {
  readonly list = new Store(emptyList);
  readonly problem = new Store<ProblemError | undefined>(undefined);
  readonly loadingOlder = new Store(false);
  readonly greeting = new Store(false);
  /** How far the others have read, as far as it was heard since the room was opened. */
  readonly readMarks = new Store<ReadonlyMap<string, number>>(new Map());
  readonly typing = new TypingOthers();
  readonly self: TypingSelf;
  readonly presence: PresenceWatch;
  private readonly unsubscribe: () => void;
  private catchingUp: Promise<void> | undefined;
  private again = false;
  private readSeq = 0;
  private readTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: RoomOptions) {
    const { realtime, sessionId } = options;
    this.presence = new PresenceWatch(realtime, sessionId);
    this.self = new TypingSelf((isTyping) => {
      realtime.request('chat.typing', { sessionId, isTyping }).catch(() => undefined);
    });
    this.unsubscribe = realtime.subscribe(channels.session(sessionId), {
      onEvent: (event) => this.onEvent(event),
      onSubscribed: () => {
        this.catchUp();
        void this.presence.say(document.hidden ? 'away' : 'online');
      },
      onEnded: (problem) => this.problem.set(problem),
    });
    this.catchUp();
  }

  close(): void {
    this.self.stopped();
    this.typing.clear();
    clearTimeout(this.readTimer);
    this.unsubscribe();
  }

  /** Reads the first page, or what came since the last message that is here. */
  catchUp(): void {
    if (this.catchingUp !== undefined) {
      this.again = true;
      return;
    }
    this.catchingUp = this.readMissing()
      .catch((error: unknown) => this.problem.set(asProblem(error)))
      .finally(() => {
        this.catchingUp = undefined;
        if (this.again) {
          this.again = false;
          this.catchUp();
        }
      });
  }

  async loadOlder(): Promise<void> {
    const first = this.list.get().stored[0];
    if (this.loadingOlder.get() || first === undefined || this.list.get().hasOlder !== true) {
      return;
    }
    this.loadingOlder.set(true);
    try {
      const page = await this.options.api.history(this.options.sessionId, { before: first.seq, limit: PAGE });
      this.apply({ type: 'older', messages: page.items, hasOlder: page.next !== null, me: this.options.me });
    } finally {
      this.loadingOlder.set(false);
    }
  }

  send(content: string, ask: boolean): void {
    const outgoing = { clientMessageId: newId(), content, ask, createdAt: new Date().toISOString() };
    this.self.stopped();
    this.apply({ type: 'sent', outgoing });
    void this.deliver(outgoing);
  }

  /** Sends again what failed, or asks again what was not answered; the server does nothing twice. */
  retry(clientMessageId: string): void {
    const { outgoing, questions } = this.list.get();
    const item = outgoing.find((other) => other.clientMessageId === clientMessageId);
    const question = questions.find((other) => other.clientMessageId === clientMessageId);
    const again = item ?? (question && { ...question, ask: true });
    if (again !== undefined) {
      this.apply({ type: 'retried', clientMessageId });
      void this.deliver(again);
    }
  }

  discard(clientMessageId: string): void {
    this.apply({ type: 'discarded', clientMessageId });
  }

  async greet(): Promise<void> {
    this.greeting.set(true);
    try {
      const { message } = await this.options.api.greet(this.options.sessionId, this.options.language());
      if (message !== undefined) {
        this.apply({ type: 'received', messages: [message], me: this.options.me });
      }
    } finally {
      this.greeting.set(false);
    }
  }

  /** The last message was on the screen. */
  seen(): void {
    const seq = lastSeq(this.list.get().stored);
    if (seq <= this.readSeq) {
      return;
    }
    this.readSeq = seq;
    this.options.onRead(seq);
    clearTimeout(this.readTimer);
    this.readTimer = setTimeout(() => {
      this.options.api.markRead(this.options.sessionId, seq).catch(() => {
        // said again with the next message
        this.readSeq = Math.min(this.readSeq, seq - 1);
      });
    }, READ_DELAY_MS);
  }

  private async deliver(item: { clientMessageId: string; content: string; ask: boolean }): Promise<void> {
    const { api, sessionId, me, language } = this.options;
    const { clientMessageId, content } = item;
    try {
      if (item.ask) {
        const answer = await api.ask({ sessionId, message: content, language: language(), clientMessageId });
        this.apply({ type: 'received', messages: [answer.question, answer.message], me });
        this.apply({ type: 'answered', clientMessageId });
      } else {
        this.apply({ type: 'received', messages: [await api.sendMessage(sessionId, content, clientMessageId)], me });
      }
      this.fillHole();
    } catch (error) {
      this.apply({ type: 'failed', clientMessageId, problem: asProblem(error) });
    }
  }

  private onEvent(event: ChannelEvent): void {
    const { me } = this.options;
    switch (event.event) {
      case 'new_message':
        this.apply({ type: 'received', messages: [event.payload], me });
        if (event.payload.userId !== undefined) {
          this.typing.heard(event.payload.userId, false);
        }
        this.fillHole();
        break;
      case 'batch_messages':
        this.apply({ type: 'received', messages: event.payload.messages, me });
        this.fillHole();
        break;
      case 'user_typing':
        if (event.payload.userId !== me) {
          this.typing.heard(event.payload.userId, event.payload.isTyping);
        }
        break;
      case 'user_presence':
        this.presence.changed(event.payload);
        break;
      case 'read':
        if (event.payload.userId !== me) {
          this.readMarks.update((marks) => new Map(marks).set(event.payload.userId, event.payload.seq));
        }
        break;
    }
  }

  private fillHole(): void {
    if (this.list.get().hasOlder !== undefined && holeAfter(this.list.get().stored) !== undefined) {
      this.catchUp();
    }
  }

  private async readMissing(): Promise<void> {
    const { api, sessionId, me } = this.options;
    const { stored, hasOlder } = this.list.get();
    if (hasOlder !== undefined) {
      let after = holeAfter(stored) ?? lastSeq(stored);
      for (let pages = 0; pages < MOST_GAP_PAGES; pages++) {
        const page = await api.history(sessionId, { after, limit: GAP_PAGE });
        this.apply({ type: 'received', messages: page.items, me });
        if (page.next === null) {
          this.problem.set(undefined);
          return;
        }
        after = Number(page.next);
      }
    }
    const page = await api.history(sessionId, { limit: PAGE });
    this.apply({ type: 'restart', messages: page.items, hasOlder: page.next !== null, me });
    this.problem.set(undefined);
  }

  private apply(action: MessageAction): void {
    this.list.update((list) => reduceMessages(list, action));
  }
}
