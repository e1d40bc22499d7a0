// Longer than others: one open session is one state machine over channel, history and sending, and its order matters. What can
// be tested alone (timeline, messages, quotes, typing, presence) has modules of its own.
import type { ChatApi } from '../api/client';
import { asProblem, type ProblemError } from '../api/problem';
import type { Member, Message, NewMessage, Session } from '../api/types';
import { channels, timelineOf, type ChannelEvent, type TimelineEvent } from '../realtime/events';
import type { Realtime } from '../realtime/realtime';
import { newId } from './ids';
import { emptyList, reduceMessages, type MessageAction, type Outgoing } from './messages';
import { PresenceWatch } from './presence';
import { quoteSeqOf, quotingMetadata } from './quotes';
import { Store } from './store';
import { hasGap, lastMessageSeq, messageOf } from './timeline';
import { TypingOthers, TypingSelf } from './typing';
import { stored, told, type Writing } from './writing';

const PAGE = 50;
/** How much is read at each side of a message that somebody jumps to. */
const HALF_PAGE = 30;
const GAP_PAGE = 200;
/** Whoever was away for longer than this many events starts again at the newest messages. */
const MOST_GAP = 1000;
const MOST_GAP_PAGES = 2 * (MOST_GAP / GAP_PAGE);
/** How far back a quoted message is looked for when nobody says where it is. */
const MOST_QUOTE_PAGES = 3;
const MOST_MEMBER_PAGES = 10;
const READ_DELAY_MS = 400;
const GAP_RETRY_MS = 3_000;

export interface RoomOptions {
  api: ChatApi;
  realtime: Realtime;
  sessionId: string;
  me: string;
  language: () => string | undefined;
  /** The session's last seq, as far as this page has heard. */
  lastSeq: () => number;
  onRead: (seq: number) => void;
}

/** What a message says beside its text. */
export interface SendOptions {
  /** Whether the AI is to answer; it answers the text alone. */
  ask?: boolean;
  replyTo?: Message;
  mentions?: string[];
}

/** An open session: its messages with everything that is under way, who is here, and who types. */
export class Room {
  readonly list = new Store(emptyList);
  readonly problem = new Store<ProblemError | undefined>(undefined);
  readonly loadingOlder = new Store(false);
  readonly loadingNewer = new Store(false);
  readonly greeting = new Store(false);
  /** The answers that the AI is writing. */
  readonly writing = new Store<readonly Writing[]>([]);
  /** How far the others have read, as far as it was heard since the room was opened. */
  readonly readMarks = new Store<ReadonlyMap<string, number>>(new Map());
  /** The read mark after which messages were new when the room was entered. */
  readonly newAfter = new Store<number | undefined>(undefined);
  /** The message to bring on the screen; a new object each time, also for the same message. */
  readonly target = new Store<{ seq: number } | undefined>(undefined);
  /** The message that is being answered, and the id of the one that is being edited. */
  readonly replying = new Store<Message | undefined>(undefined);
  readonly editing = new Store<string | undefined>(undefined);
  /** All members, once they were asked for; the session itself names only the first. */
  readonly members = new Store<readonly Member[] | undefined>(undefined);
  /** Ids of quoted messages that could not be found. */
  readonly lostQuotes = new Store<ReadonlySet<string>>(new Set());
  readonly typing = new TypingOthers();
  readonly self: TypingSelf;
  readonly presence: PresenceWatch;
  private readonly unsubscribe: () => void;
  private readonly quoting = new Set<string>();
  /** Whether the channel is listened to, and from which position: undefined when the server did not say. */
  private live: { from: number | undefined } | undefined;
  private catchingUp: Promise<void> | undefined;
  private again = false;
  private closed = false;
  private readingMembers = false;
  private readSeq = 0;
  private readTimer: ReturnType<typeof setTimeout> | undefined;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: RoomOptions) {
    const { realtime, sessionId } = options;
    this.presence = new PresenceWatch(realtime, sessionId);
    this.self = new TypingSelf((isTyping) => {
      realtime.request('chat.typing', { sessionId, isTyping }).catch(() => undefined);
    });
    this.unsubscribe = realtime.subscribe(channels.session(sessionId), {
      onEvent: (event) => this.onEvent(event),
      onSubscribed: (seq) => {
        this.live = { from: seq };
        // What is still under way is told anew.
        this.writing.set([]);
        this.catchUp();
        void this.presence.say(document.hidden ? 'away' : 'online');
      },
      onEnded: (problem) => this.problem.set(problem),
    });
    this.catchUp();
  }

  close(): void {
    this.closed = true;
    this.self.stopped();
    this.typing.clear();
    clearTimeout(this.readTimer);
    clearTimeout(this.gapTimer);
    this.unsubscribe();
  }

  /** The room comes on the screen: a line is drawn before what is new. */
  enter(session: { unread: number; lastReadSeq: number }): void {
    this.newAfter.set(session.unread > 0 ? session.lastReadSeq : undefined);
    // Where the user went to the last time is no wish of now.
    this.target.set(undefined);
  }

  /** Reads the first page, or what happened since the last event that is here. */
  catchUp(): void {
    if (this.closed) {
      return;
    }
    if (this.catchingUp !== undefined) {
      this.again = true;
      return;
    }
    this.catchingUp = this.readMissing()
      .catch((error: unknown) => {
        this.problem.set(asProblem(error));
        clearTimeout(this.gapTimer);
        if (!this.loading && !this.closed) {
          this.gapTimer = setTimeout(() => this.catchUp(), GAP_RETRY_MS);
        }
      })
      .finally(() => {
        this.catchingUp = undefined;
        if (this.again) {
          this.again = false;
          this.catchUp();
        }
      });
  }

  async loadOlder(): Promise<void> {
    const { timeline } = this.list.get();
    const first = timeline.messages[0];
    if (this.loadingOlder.get() || first === undefined || timeline.hasOlder !== true) {
      return;
    }
    this.loadingOlder.set(true);
    try {
      const asOf = timeline.position;
      const { items, next } = await this.history({ before: first.seq, limit: PAGE });
      if (this.list.get().timeline.messages[0]?.seq === first.seq) {
        this.apply({ type: 'older', page: { messages: items, asOf, hasOlder: next !== null }, me: this.options.me });
      }
    } finally {
      this.loadingOlder.set(false);
    }
  }

  /** Goes on from an earlier place towards the newest messages. */
  async loadNewer(): Promise<void> {
    const { timeline } = this.list.get();
    if (this.loadingNewer.get() || !timeline.hasNewer) {
      return;
    }
    this.loadingNewer.set(true);
    try {
      const [after, asOf] = [lastMessageSeq(timeline), timeline.position];
      const { items, next } = await this.history({ after, limit: PAGE });
      if (lastMessageSeq(this.list.get().timeline) === after) {
        this.apply({ type: 'newer', page: { messages: items, asOf, hasNewer: next !== null }, me: this.options.me });
      }
    } finally {
      this.loadingNewer.set(false);
    }
  }

  /** Brings a message on the screen, wherever in the history it is. */
  async reveal(seq: number): Promise<void> {
    while (this.catchingUp !== undefined && this.loading) {
      await this.catchingUp;
    }
    const { messages, position } = this.list.get().timeline;
    if (!messages.some((message) => message.seq === seq)) {
      const [before, after] = await Promise.all([
        this.history({ before: seq + 1, limit: HALF_PAGE }),
        this.history({ after: seq, limit: HALF_PAGE }),
      ]);
      const page = {
        messages: [...before.items, ...after.items],
        asOf: position,
        hasOlder: before.next !== null,
        hasNewer: after.next !== null,
      };
      this.apply({ type: 'opened', page, me: this.options.me });
    }
    this.target.set({ seq });
  }

  /** Shows the newest messages again after an earlier place. */
  async latest(): Promise<void> {
    if (this.list.get().timeline.hasNewer) {
      await this.readNewest(this.list.get().timeline.position);
    }
  }

  send(content: string, { ask = false, replyTo, mentions }: SendOptions = {}): void {
    const createdAt = new Date().toISOString();
    const outgoing = { clientMessageId: newId(), content, ask, replyTo, mentions, createdAt };
    this.self.stopped();
    this.replying.set(undefined);
    this.apply({ type: 'sent', outgoing });
    this.latest().catch((error: unknown) => this.problem.set(asProblem(error)));
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

  async edit(message: Message, content: string): Promise<void> {
    this.apply({ type: 'corrected', message: await this.options.api.editMessage(message, content) });
  }

  async remove(message: Message): Promise<void> {
    this.apply({ type: 'corrected', message: await this.options.api.deleteMessage(message) });
  }

  async react(message: Message, emoji: string, on: boolean): Promise<void> {
    const change = await this.options.api.setReaction(message, emoji, on);
    this.apply({ type: 'reacted', change, me: this.options.me });
  }

  /** Reads the message that another one answers, if it is not here. */
  async loadQuote(reply: Message): Promise<void> {
    const id = reply.replyTo;
    if (id === undefined || this.quoting.has(id) || messageOf(this.list.get().timeline, id) !== undefined) {
      return;
    }
    this.quoting.add(id);
    try {
      const found = await this.findQuote(id, reply);
      if (found === undefined) {
        this.lostQuotes.update((ids) => new Set(ids).add(id));
      } else {
        this.apply({ type: 'quoted', message: found });
      }
    } catch {
      // asked for again when the reply is drawn the next time
      this.quoting.delete(id);
    }
  }

  /** Reads all members of a session that names only some of them. */
  async loadMembers(session: Session): Promise<void> {
    if (session.memberCount <= session.members.length || this.readingMembers) {
      return;
    }
    this.readingMembers = true;
    try {
      let all: Member[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < MOST_MEMBER_PAGES; pages++) {
        const page = await this.options.api.members(session.id, cursor);
        all = [...all, ...page.items];
        cursor = page.next ?? undefined;
        if (cursor === undefined) {
          break;
        }
      }
      this.members.set(all);
    } catch {
      // the first members are there to be mentioned; the others at the next try
    } finally {
      this.readingMembers = false;
    }
  }

  async stopAi(runId: string): Promise<void> {
    await this.options.api.cancelRun(runId);
  }

  async askAgain(runId: string): Promise<void> {
    await this.options.api.askAgain(runId, this.options.language());
  }

  async greet(): Promise<void> {
    this.greeting.set(true);
    try {
      const { message } = await this.options.api.greet(this.options.sessionId, this.options.language());
      if (message !== undefined) {
        this.happened([{ event: 'new_message', seq: message.seq, payload: message }]);
      }
    } finally {
      this.greeting.set(false);
    }
  }

  /** The last message was on the screen. */
  seen(): void {
    const seq = lastMessageSeq(this.list.get().timeline);
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

  private get loading(): boolean {
    return this.list.get().timeline.hasOlder === undefined;
  }

  private history(where: { before?: number; after?: number; limit: number }) {
    return this.options.api.history(this.options.sessionId, where);
  }

  private async deliver(item: Pick<Outgoing, 'clientMessageId' | 'content' | 'ask' | 'replyTo' | 'mentions'>) {
    const { api, sessionId, me, language } = this.options;
    const { clientMessageId, content, replyTo, mentions } = item;
    try {
      if (item.ask) {
        const answer = await api.ask({ sessionId, message: content, language: language(), clientMessageId });
        this.happened(
          [answer.question, answer.message].map((payload) => ({ event: 'new_message', seq: payload.seq, payload })),
        );
        this.apply({ type: 'answered', clientMessageId });
      } else {
        const message: NewMessage = {
          content,
          clientMessageId,
          mentions,
          replyTo: replyTo?.id,
          metadata: replyTo && quotingMetadata(replyTo),
        };
        this.apply({ type: 'delivered', message: await api.sendMessage(sessionId, message), me });
        this.fillGap();
      }
    } catch (error) {
      this.apply({ type: 'failed', clientMessageId, problem: asProblem(error) });
    }
  }

  private onEvent(event: ChannelEvent): void {
    const { me } = this.options;
    switch (event.event) {
      case 'user_typing':
        if (event.payload.userId !== me) {
          this.typing.heard(event.payload.userId, event.payload.isTyping);
        }
        break;
      case 'user_presence':
        this.presence.changed(event.payload);
        if (event.payload.status === 'offline') {
          this.typing.heard(event.payload.userId, false);
        }
        break;
      case 'presence_summary':
        this.presence.summed(event.payload);
        break;
      case 'read':
        if (event.payload.userId !== me) {
          this.readMarks.update((marks) => new Map(marks).set(event.payload.userId, event.payload.seq));
        }
        break;
      case 'ai_run':
      case 'ai_delta':
      case 'ai_done':
        this.writing.update((all) => told(all, event));
        break;
      default:
        this.happened(timelineOf(event));
    }
  }

  private happened(events: TimelineEvent[]): void {
    this.apply({ type: 'events', events, me: this.options.me });
    this.writing.update((all) => stored(all, events));
    for (const event of events) {
      if (event.event === 'new_message' && event.payload.userId !== undefined) {
        this.typing.heard(event.payload.userId, false);
      }
    }
    this.fillGap();
  }

  private fillGap(): void {
    if (!this.loading && hasGap(this.list.get().timeline)) {
      this.catchUp();
    }
  }

  private async readMissing(): Promise<void> {
    const { api, sessionId } = this.options;
    if (this.loading) {
      await this.readNewest(this.options.lastSeq());
    }
    for (let pages = 0; pages < MOST_GAP_PAGES && this.isBehind(); pages++) {
      const { position } = this.list.get().timeline;
      const { items, lastSeq, next } = await api.events(sessionId, position, GAP_PAGE);
      if (lastSeq - position > MOST_GAP) {
        await this.readNewest(lastSeq);
      } else {
        this.apply({ type: 'events', events: items, me: this.options.me });
      }
      if (next === null) {
        // That was everything, wherever the live events begin.
        this.live &&= { from: this.list.get().timeline.position };
        break;
      }
    }
    this.problem.set(undefined);
  }

  /** Whether something happened that is not here: events wait for it, or live events began after it. */
  private isBehind(): boolean {
    const { timeline } = this.list.get();
    const { live } = this;
    return hasGap(timeline) || (live !== undefined && (live.from === undefined || live.from > timeline.position));
  }

  private async readNewest(asOf: number): Promise<void> {
    const { items, next } = await this.history({ limit: PAGE });
    const page = { messages: items, asOf, hasOlder: next !== null, hasNewer: false };
    this.apply({ type: 'opened', page, me: this.options.me });
  }

  private async findQuote(id: string, reply: Message): Promise<Message | undefined> {
    const seq = quoteSeqOf(reply);
    if (seq !== undefined) {
      const [message] = (await this.history({ before: seq + 1, limit: 1 })).items;
      if (message?.id === id) {
        return message;
      }
    }
    let before = this.list.get().timeline.messages[0]?.seq ?? reply.seq;
    for (let pages = 0; pages < MOST_QUOTE_PAGES; pages++) {
      const { items, next } = await this.history({ before, limit: GAP_PAGE });
      const found = items.find((message) => message.id === id);
      if (found !== undefined || next === null) {
        return found;
      }
      before = Number(next);
    }
    return undefined;
  }

  private apply(action: MessageAction): void {
    this.list.update((list) => reduceMessages(list, action));
  }
}
