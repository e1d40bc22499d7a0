// Longer than others: an attached room is one state machine over channel, history and what is on its way, and its order matters. What
// can be tested alone (timeline, view, outbox, typing, presence, rights) has modules of its own.
import type { Answers } from './ai.js';
import type { Cache, KeptMessages } from './cache.js';
import type { Connection } from './connection.js';
import { aborted, asChatError, ChatError, offline } from './error.js';
import type {
  AiDelta,
  AiDone,
  Answer,
  ChannelEvent,
  Greeting,
  KnownEvent,
  Message as Stored,
  PresenceChange,
  PresenceSummary,
  ReadMark,
  Session,
  Typing as TypingEvent,
  User,
} from './generated/api.js';
import type { Http } from './http.js';
import type { Messages } from './messages.js';
import type { Outbox } from './outbox.js';
import type { SessionBook } from './book.js';
import { createPresence, type Presence } from './presence.js';
import { derived, emitter, store, type Dispose, type Emitter, type Readable } from './store.js';
import {
  applied,
  canReplay,
  corrected,
  emptyTimeline,
  lastSeqOf,
  opened,
  reacted,
  timelineOf,
  trimmed,
  withNewer,
  withOlder,
  type Timeline,
  type TimelineEvent,
} from './timeline.js';
import type { CallOptions, Message, Sending } from './types.js';
import { createTyping, type Typing } from './typing.js';
import { viewer } from './view.js';

export interface RoomState {
  /**
   * `attached`: everything that happens comes. `suspended`: the connection is away, and what is missed will be made up for.
   * `failed`: the server said no, `error` says why. `detached`: nobody listens.
   */
  readonly status: 'detached' | 'attaching' | 'attached' | 'suspended' | 'failed';
  /** Of `failed`, or why the messages could not be read the last time. */
  readonly error?: ChatError;
}

export interface RoomEvents {
  /** What was missed can't be given event by event: the messages are read anew. */
  discontinuity: { readonly seq: number };
  /** Everything that comes on the session's channel, kinds of later servers too. */
  event: KnownEvent | ChannelEvent;
}

/** An answer of the AI: its pieces while they come, or all of it at the end. */
export interface Asking extends Sending {
  /** Settles when the answer is stored; until then it is asked again after a broken connection. */
  readonly answer: Promise<Answer>;
  /** The pieces; a piece with `restart` begins the text anew, after a reconnect. */
  [Symbol.asyncIterator](): AsyncIterator<{ text: string; restart: boolean }>;
  /** Ends the writing. */
  stop(): void;
}

export interface Ai {
  /** Asks as a message of the user; the answer becomes a message of the session. */
  ask(text: string, options?: CallOptions & { language?: string }): Asking;
  greet(options?: CallOptions & { language?: string }): Promise<Greeting>;
}

/** A session with what is said in it. */
export interface CoreRoom {
  readonly id: string;
  readonly status: Readable<RoomState>;
  /** Title, members, settings; undefined until it was read. */
  readonly session: Readable<Session | undefined>;
  readonly messages: Messages;
  readonly ai: Ai;
  readonly typing: Typing;
  readonly presence: Presence;
  /** How far the others have read, by user id, as far as it was heard. */
  readonly reads: Readable<ReadonlyMap<string, number>>;
  /** Keeps the room attached until it is disposed of. Listening to its stores does the same. */
  attach(): Dispose;
  on<K extends keyof RoomEvents>(name: K, listener: (event: RoomEvents[K]) => void): Dispose;
  /** The user has seen everything up to a seq, or the last message. */
  read(seq?: number): void;
}

export interface RoomOptions {
  id: string;
  user: Readable<User | null | undefined>;
  http: Http;
  connection: Connection;
  outbox: Outbox;
  answers: Answers;
  sessions: SessionBook;
  cache: Cache | undefined;
  lingerMs: number;
}

/** What `createRoom` makes beside the room itself. */
export interface RoomParts extends CoreRoom {
  /** What comes while the room is attached; listening to it attaches nothing. */
  readonly heard: Emitter<KnownEvent | ChannelEvent>['on'];
  /** Forgets everything: somebody else is signed in, or nobody. */
  reset(): void;
  /** Attaches again if somebody uses it. */
  resume(): void;
  close(): void;
}

const PAGE = 50;
const HALF_PAGE = 25;
/** Whoever was away for more events starts again at the newest messages. */
const MOST_REPLAYED = 300;
/** So many messages stay in the window while new ones come, beside those that somebody asked for. */
const MOST_KEPT = 1_000;
const READ_MS = 400;
const READ_AGAIN_MS = 3_000;

export function createRoom(options: RoomOptions): RoomParts {
  const { id, http, connection, outbox, answers, sessions, cache } = options;
  const path = { sessionId: id };
  const me = () => options.user.get()?.id ?? '';
  const status = store<RoomState>({ status: 'detached' });
  const timeline = store<Timeline>(emptyTimeline);
  const acknowledged = store<readonly Stored[]>([]);
  const reads = store<ReadonlyMap<string, number>>(new Map());
  const session = sessions.one(id);
  const events = { discontinuity: emitter<RoomEvents['discontinuity']>(), event: emitter<RoomEvents['event']>() };
  const typing = createTyping((isTyping) => {
    connection.call('chat.typing', { sessionId: id, isTyping }).catch(() => undefined);
  });
  const presence = createPresence(connection, id);

  let users = 0;
  let unlisten: Dispose | undefined;
  let unstored: Dispose | undefined;
  let lingering: ReturnType<typeof setTimeout> | undefined;
  /** Counts attachments and reads of the newest page, so that what comes late belongs to none. */
  let turn = 0;
  let reading = false;
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let readSeq = 0;
  let kept = MOST_KEPT;

  // --- attaching ---

  function use(): Dispose {
    users++;
    clearTimeout(lingering);
    if (users === 1 && unlisten === undefined) {
      void attach();
    }
    let used = true;
    return () => {
      if (used) {
        used = false;
        users--;
        if (users === 0) {
          lingering = setTimeout(detach, options.lingerMs);
          (lingering as { unref?: () => void }).unref?.();
        }
      }
    };
  }

  async function attach(): Promise<void> {
    const mine = ++turn;
    status.set({ status: 'attaching' });
    unstored ??= outbox.onStored(onStored);
    // Taken at once, so that a second use does not attach again.
    unlisten = () => undefined;
    if (timeline.get().hasOlder === undefined) {
      const found = await cache?.messages(id);
      if (mine !== turn) {
        return;
      }
      if (found !== undefined && timeline.get().hasOlder === undefined) {
        const { messages, position } = found;
        timeline.set({ ...emptyTimeline, messages, position, hasOlder: true });
      }
    }
    const { hasOlder, position } = timeline.get();
    const since = hasOlder === undefined ? undefined : position;
    unlisten = connection.listen(`chat_session_${id}`, { onEvent, onSubscribed, onInterrupted, onEnded }, since);
    if (session.get() === undefined) {
      sessions.refresh(id).catch(() => undefined);
    }
  }

  function detach(): void {
    turn++;
    reading = false;
    unlisten?.();
    unlisten = undefined;
    unstored?.();
    unstored = undefined;
    typing.stop();
    typing.clear();
    presence.clear();
    status.set({ status: 'detached' });
  }

  function onSubscribed({ seq, recovered, since }: { seq: number; recovered: boolean; since: number }): void {
    const { hasOlder, position } = timeline.get();
    presence.refresh();
    if (session.get() === undefined) {
      sessions.refresh(id).catch(() => undefined);
    }
    if (hasOlder !== undefined && (position >= seq || (recovered && since <= position))) {
      if (seq - position > MOST_REPLAYED) {
        // The newest page is sooner here than all that happened.
        connection.relisten(`chat_session_${id}`);
        return;
      }
      reading = false;
      turn++;
      status.set({ status: 'attached' });
      return;
    }
    if (hasOlder !== undefined) {
      events.discontinuity.emit({ seq });
    }
    // What is shown stays until the page is here; what comes meanwhile is put over it.
    timeline.update((known) => ({ ...known, hasOlder: undefined, position: seq, recent: [] }));
    void readNewest(++turn);
  }

  /** Reads the newest page, until that has worked or is no longer wanted. */
  async function readNewest(mine: number): Promise<void> {
    reading = true;
    while (mine === turn) {
      try {
        const asOf = timeline.get().position;
        const page = await http.call('GET /chat/history/{sessionId}', { path, query: { limit: PAGE } });
        if (mine !== turn) {
          return;
        }
        if (canReplay(timeline.get(), asOf)) {
          reading = false;
          show((known) => opened(known, { ...pageOf(page, asOf), hasNewer: false }, me()));
          arrived(page.items);
          status.set({ status: 'attached' });
          return;
        }
      } catch (error) {
        if (mine === turn) {
          status.set({ ...status.get(), error: asChatError(error) });
          await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));
        }
      }
    }
  }

  function onInterrupted(): void {
    status.set({ status: 'suspended' });
    typing.clear();
    presence.clear();
  }

  function onEnded(error: ChatError): void {
    turn++;
    reading = false;
    unlisten = undefined;
    status.set({ status: 'failed', error });
  }

  // --- what comes ---

  function onEvent(event: KnownEvent | ChannelEvent): void {
    switch (event.event) {
      case 'user_typing': {
        const { userId, isTyping } = event.payload as TypingEvent;
        if (userId !== me()) {
          typing.heard(userId, isTyping);
        }
        break;
      }
      case 'user_presence': {
        const change = event.payload as PresenceChange;
        presence.changed(change);
        if (change.status === 'offline') {
          typing.heard(change.userId, false);
        }
        break;
      }
      case 'presence_summary':
        presence.summed(event.payload as PresenceSummary);
        break;
      case 'read': {
        const { userId, seq } = event.payload as ReadMark;
        reads.update((marks) => new Map(marks).set(userId, Math.max(seq, marks.get(userId) ?? 0)));
        break;
      }
      case 'ai_delta':
        answers.heard(event.payload as AiDelta);
        break;
      case 'ai_done':
        answers.done(event.payload as AiDone);
        break;
    }
    happened(timelineOf(event));
    sessions.heard(id, event);
    events.event.emit(event);
  }

  function happened(news: readonly TimelineEvent[]): void {
    if (news.length > 0) {
      show((known) => trimmed(applied(known, news, me()), kept));
      const stored = news.flatMap((event) => (event.event === 'new_message' ? [event.payload] : []));
      stored.forEach(({ userId }) => userId !== undefined && typing.heard(userId, false));
      arrived(stored);
    }
  }

  /** Messages that are in the timeline are on their way no more. */
  function arrived(stored: readonly Stored[]): void {
    outbox.seen(stored);
    answers.seen(stored);
  }

  function show(change: (known: Timeline) => Timeline): void {
    timeline.update(change);
    const { position } = timeline.get();
    acknowledged.update((all) => {
      const left = all.filter(({ seq }) => seq > position);
      return left.length === all.length ? all : left;
    });
    cache?.saveMessages(id, toKeep);
  }

  /** The end of the session, if it is at hand and not encrypted. */
  function toKeep(): KeptMessages | undefined {
    const { position, hasNewer, hasOlder, messages } = timeline.get();
    const end = hasOlder !== undefined && !hasNewer;
    return end && session.get()?.encrypted === false ? { messages, position, at: Date.now() } : undefined;
  }

  function onStored(stored: Stored): void {
    answers.seen([stored]);
    if (stored.sessionId === id && stored.seq > timeline.get().position) {
      acknowledged.update((all) => (all.some((one) => one.id === stored.id) ? all : [...all, stored]));
    }
  }

  // --- what is shown ---

  /** Messages hold names: for other names there is another view. */
  const view = derived([derived([session], (known) => known?.members), options.user], (all) => {
    const names = new Map(all?.map(({ userId, displayName }) => [userId, displayName]));
    return viewer(me(), (userId) => names.get(userId), answers.own);
  });
  const items = derived(
    [timeline, acknowledged, outbox.entries, answers.writing, view],
    (known, stored, waiting, allWriting, shownBy) => {
      const entries = waiting.filter((entry) => entry.sessionId === id);
      const writing = new Map([...allWriting].filter(([, one]) => one.sessionId === id));
      return shownBy({ timeline: known, acknowledged: stored, entries, writing });
    },
    use,
  );

  // --- reading ---

  const pageOf = (page: { items: Stored[]; next: string | null }, asOf: number) => ({
    messages: page.items,
    asOf,
    hasOlder: page.next !== null,
  });

  /** Reads a page next to the window and puts it there, if the window is still where it was. */
  async function extend(side: 'before' | 'after', signal: AbortSignal | undefined): Promise<void> {
    const { messages, position: asOf, hasOlder, hasNewer } = timeline.get();
    const edge = side === 'before' ? messages[0]?.seq : messages.at(-1)?.seq;
    if (edge === undefined || reading || (side === 'before' ? hasOlder !== true : !hasNewer)) {
      return;
    }
    const query = { [side]: edge, limit: PAGE };
    const page = await http.call('GET /chat/history/{sessionId}', { path, query, signal });
    const now = timeline.get();
    const still = side === 'before' ? now.messages[0]?.seq : now.messages.at(-1)?.seq;
    if (still !== edge || reading) {
      return;
    }
    if (!canReplay(now, asOf)) {
      return extend(side, signal);
    }
    kept += side === 'before' ? page.items.length : 0;
    show((known) =>
      side === 'before'
        ? withOlder(known, pageOf(page, asOf), me())
        : withNewer(known, { messages: page.items, asOf, hasNewer: page.next !== null }, me()),
    );
    arrived(page.items);
  }

  /** One at a time for each side: a list asks often while it is scrolled. */
  function once(load: (signal?: AbortSignal) => Promise<void>): (options?: CallOptions) => Promise<void> {
    let loading: Promise<void> | undefined;
    return ({ signal } = {}) => {
      loading ??= load(signal).finally(() => {
        loading = undefined;
      });
      return loading;
    };
  }

  /** Resolves when the newest messages are here, so that nothing takes the place of what is opened then. */
  async function settled(signal: AbortSignal | undefined): Promise<void> {
    const unuse = use();
    let off: Dispose | undefined;
    let giveUp: Dispose = () => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const look = ({ status: now, error }: RoomState) => {
          if (now === 'attached') {
            resolve();
          } else if (now !== 'attaching') {
            reject(error ?? offline());
          }
        };
        giveUp = () => reject(aborted());
        signal?.addEventListener('abort', giveUp);
        off = status.subscribe(look);
        look(status.get());
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
      off?.();
      unuse();
    }
  }

  async function around(seq: number, { signal }: CallOptions = {}): Promise<void> {
    await settled(signal);
    const asOf = timeline.get().position;
    if (timeline.get().messages.some((message) => message.seq === seq)) {
      return;
    }
    const [before, after] = await Promise.all([
      http.call('GET /chat/history/{sessionId}', { path, query: { before: seq + 1, limit: HALF_PAGE }, signal }),
      http.call('GET /chat/history/{sessionId}', { path, query: { after: seq, limit: HALF_PAGE }, signal }),
    ]);
    const messages = [...before.items, ...after.items];
    const page = { messages, asOf, hasOlder: before.next !== null, hasNewer: after.next !== null };
    if (!canReplay(timeline.get(), asOf)) {
      return around(seq, { signal });
    }
    show((known) => opened(known, page, me()));
  }

  async function latest({ signal }: CallOptions = {}): Promise<void> {
    if (timeline.get().hasNewer) {
      const asOf = timeline.get().position;
      const page = await http.call('GET /chat/history/{sessionId}', { path, query: { limit: PAGE }, signal });
      if (!canReplay(timeline.get(), asOf)) {
        return latest({ signal });
      }
      kept = MOST_KEPT;
      show((known) => opened(known, { ...pageOf(page, asOf), hasNewer: false }, me()));
      arrived(page.items);
    }
  }

  // --- changing ---

  const messagePath = ({ id: messageId }: Pick<Message, 'id'>) => {
    if (messageId === undefined) {
      throw new ChatError('message_not_found', 'The server does not have this message yet.');
    }
    return { sessionId: id, messageId };
  };

  const messages: Messages = {
    items,
    hasOlder: derived([timeline], (known) => known.hasOlder),
    hasNewer: derived([timeline], (known) => known.hasNewer),
    loadOlder: once((signal) => extend('before', signal)),
    loadNewer: once((signal) => extend('after', signal)),
    around,
    latest,
    send(draft) {
      typing.stop();
      latest().catch(() => undefined);
      return outbox.add(id, typeof draft === 'string' ? { text: draft } : draft);
    },
    retry: (key, text) => outbox.retry(key.replace(/^answer /, ''), text),
    discard(key) {
      const entry = outbox.discard(key.replace(/^answer /, ''));
      return (
        entry && {
          text: entry.text,
          replyTo: entry.replyTo,
          mentions: entry.mentions && [...entry.mentions],
          metadata: entry.metadata,
        }
      );
    },
    async edit(message, content, { signal } = {}) {
      const answer = await http.call('PATCH /chat/session/{sessionId}/message/{messageId}', {
        path: messagePath(message),
        body: { content },
        signal,
      });
      show((known) => corrected(known, answer.message));
    },
    async delete(message, { signal } = {}) {
      const answer = await http.call('DELETE /chat/session/{sessionId}/message/{messageId}', {
        path: messagePath(message),
        signal,
      });
      show((known) => corrected(known, answer.message));
    },
    async react(message, emoji, on = true, { signal } = {}) {
      const change = await http.call(
        on
          ? 'PUT /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}'
          : 'DELETE /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}',
        { path: { ...messagePath(message), emoji }, signal },
      );
      show((known) => reacted(known, change, me()));
    },
    async search(q, { signal, ...where } = {}) {
      const page = await http.call('GET /chat/search', { query: { q, sessionId: id, ...where }, signal });
      return { items: page.items.map(view.get().one), next: page.next ?? undefined };
    },
  };

  function ask(text: string, { language, signal }: CallOptions & { language?: string } = {}): Asking {
    const unuse = use();
    typing.stop();
    const sending = outbox.add(id, { text }, { language });
    const pieces: { text: string; restart: boolean }[] = [];
    let over: { error?: ChatError } | undefined;
    let wakeUp: () => void = () => undefined;
    let settle!: { resolve(answer: Answer): void; reject(error: ChatError): void };
    const answer = new Promise<Answer>((resolve, reject) => (settle = { resolve, reject }));
    answer.catch(() => undefined);
    const end = (error?: ChatError) => {
      if (over === undefined) {
        over = error === undefined ? {} : { error };
        disposers.forEach((dispose) => dispose());
        signal?.removeEventListener('abort', stop);
        unuse();
        wakeUp();
      }
    };
    const disposers = [
      answers.onPiece((piece) => {
        if (piece.id === sending.key) {
          pieces.push({ text: piece.text, restart: piece.restart });
          wakeUp();
        }
      }),
      answers.onAnswer((told) => {
        if (told.id === sending.key) {
          settle.resolve(told.answer);
          end();
        }
      }),
      outbox.entries.subscribe((entries) => {
        const entry = entries.find((one) => one.id === sending.key);
        if (entry?.error !== undefined) {
          const error = new ChatError(entry.error.code, entry.error.message, entry.error.status);
          settle.reject(error);
          end(error);
        }
      }),
    ];
    const stop = () => {
      outbox.discard(sending.key);
      const error = aborted();
      settle.reject(error);
      end(error);
    };
    if (signal?.aborted) {
      stop();
    }
    signal?.addEventListener('abort', stop);
    return {
      ...sending,
      answer,
      stop,
      async *[Symbol.asyncIterator]() {
        while (over === undefined || pieces.length > 0) {
          const piece = pieces.shift();
          if (piece !== undefined) {
            yield piece;
          } else {
            await new Promise<void>((resolve) => (wakeUp = resolve));
          }
        }
        if (over.error !== undefined) {
          throw over.error;
        }
      },
    };
  }

  function sayRead(): void {
    readTimer = undefined;
    const seq = readSeq;
    http.call('POST /chat/session/{sessionId}/read', { path, body: { seq } }).catch(() => {
      // Said again with the next message.
      readSeq = Math.min(readSeq, seq - 1);
    });
  }

  return {
    id,
    status: used(status),
    session: used(session),
    messages,
    ai: {
      ask,
      async greet({ language, signal } = {}) {
        return http.call('POST /chat/ai-greeting', { body: { sessionId: id, language }, signal });
      },
    },
    typing: { ...typing, users: used(typing.users) },
    presence: { ...presence, users: used(presence.users), count: used(presence.count) },
    reads: used(reads),
    attach: use,
    on: (name, listener) => {
      const unuse = use();
      const off = events[name].on(listener as never);
      return () => {
        off();
        unuse();
      };
    },
    read(seq = lastSeqOf(timeline.get())) {
      if (seq > readSeq) {
        readSeq = seq;
        sessions.read(id, seq);
        readTimer ??= setTimeout(sayRead, READ_MS);
      }
    },
    heard: events.event.on,
    reset() {
      detach();
      clearTimeout(readTimer);
      readTimer = undefined;
      readSeq = 0;
      kept = MOST_KEPT;
      acknowledged.set([]);
      reads.set(new Map());
      timeline.set(emptyTimeline);
    },
    resume() {
      if (users > 0 && unlisten === undefined) {
        void attach();
      }
    },
    close() {
      clearTimeout(lingering);
      clearTimeout(readTimer);
      detach();
    },
  };

  /** Whoever listens to a part of the room uses the room. */
  function used<T>({ get, subscribe }: Readable<T>): Readable<T> {
    return {
      get,
      subscribe(listener) {
        const off = subscribe(listener);
        const unuse = use();
        return () => {
          off();
          unuse();
        };
      },
    };
  }
}
