// Longer than others: the one place where the parts of a room, each of a file of its own, are put together.
import type { Answers } from './ai.js';
import { createAttachment, type RoomState } from './attachment.js';
import type { SessionBook } from './book.js';
import type { Cache, KeptMessages } from './cache.js';
import type { Connection } from './connection.js';
import { ChatError } from './error.js';
import type {
  AiDelta,
  AiSnapshot,
  AiDone,
  ChannelEvent,
  KnownEvent,
  Message as Stored,
  PresenceChange,
  PresenceSummary,
  ReadMark,
  Session,
  Typing as TypingEvent,
  User,
} from './generated/api.js';
import { createHistory } from './history.js';
import type { Given, Http } from './http.js';
import type { Messages } from './messages.js';
import type { Outbox } from './outbox.js';
import { createPresence, type Presence } from './presence.js';
import { derived, emitter, store, type Dispose, type Emitter, type Readable } from './store.js';
import {
  applied,
  corrected,
  lastSeqOf,
  reacted,
  timelineOf,
  trimmed,
  type Timeline,
  type TimelineEvent,
} from './timeline.js';
import type { Message } from './types.js';
import { createTyping, type Typing } from './typing.js';
import { viewer } from './view.js';

export interface RoomEvents {
  /** What was missed can't be given event by event: the messages are read anew. */
  discontinuity: { readonly seq: number };
  /** Everything that comes on the session's channel, kinds of later servers too. */
  event: KnownEvent | ChannelEvent;
}

/** A session with what is said in it. */
export interface CoreRoom {
  readonly id: string;
  readonly status: Readable<RoomState>;
  /** Title, members, settings; undefined until it was read. */
  readonly session: Readable<Session | undefined>;
  readonly messages: Messages;
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
  /** How far somebody has read. */
  marked(mark: ReadMark): void;
  /** Forgets everything: somebody else is signed in, or nobody. */
  reset(): void;
  /** Attaches again if somebody uses it. */
  resume(): void;
  close(): void;
}

/** The calls that change a message. */
type Correction = `${'PATCH' | 'DELETE'} /chat/session/{sessionId}/message/{messageId}`;

/** So many messages stay in the window while new ones come, beside those that somebody asked for. */
const MOST_KEPT = 1_000;
const READ_MS = 400;

export function createRoom(options: RoomOptions): RoomParts {
  const { id, http, connection, outbox, answers, sessions, cache } = options;
  const path = { sessionId: id };
  const me = () => options.user.get()?.id ?? '';
  const acknowledged = store<readonly Stored[]>([]);
  const reads = store<ReadonlyMap<string, number>>(new Map());
  const session = sessions.one(id);
  const heard = emitter<RoomEvents['event']>();
  const typing = createTyping((isTyping) => {
    connection.call('chat.typing', { sessionId: id, isTyping }).catch(() => undefined);
  });
  const presence = createPresence(connection, id);
  let unstored: Dispose | undefined;
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let readSeq = 0;

  const readSession = () => {
    if (session.get() === undefined) {
      sessions.refresh(id).catch(() => undefined);
    }
  };
  const attachment = createAttachment({
    id,
    me,
    http,
    connection,
    lingerMs: options.lingerMs,
    kept: async () => cache?.messages(id),
    show,
    onAttaching() {
      unstored ??= outbox.onStored(onStored);
      readSession();
    },
    onSubscribed() {
      presence.refresh();
      readSession();
    },
    onEvent,
    onPage: arrived,
    onSilence() {
      typing.clear();
      presence.clear();
    },
    onDetached() {
      unstored?.();
      unstored = undefined;
      typing.stop();
      typing.clear();
      presence.clear();
    },
  });
  const { status, timeline, use } = attachment;
  const { asked, forget, ...pages } = createHistory({ id, me, http, attachment, show, onPage: arrived });

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
        marked(event.payload as ReadMark);
        break;
      }
      case 'ai_run':
        answers.begun(event.payload as AiSnapshot);
        break;
      case 'ai_delta':
        answers.heard(event.payload as AiDelta);
        break;
      case 'ai_done':
        answers.done(event.payload as AiDone);
        break;
    }
    happened(timelineOf(event));
    sessions.heard(id, event);
    heard.emit(event);
  }

  function marked({ userId, seq }: ReadMark): void {
    reads.update((marks) => new Map(marks).set(userId, Math.max(seq, marks.get(userId) ?? 0)));
  }

  function happened(news: readonly TimelineEvent[]): void {
    if (news.length > 0) {
      show((known) => trimmed(applied(known, news, me()), MOST_KEPT + asked()));
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

  /** An answer that failed is known by its question. */
  const entryOf = (key: string) => key.replace(/^answer /, '');

  async function correct<K extends Correction>(operation: K, given: Given<K>): Promise<void> {
    const { message } = await http.call(operation, given);
    show((known) => corrected(known, message));
  }

  const pathOf = ({ id: messageId }: Pick<Message, 'id'>) => {
    if (messageId === undefined) {
      throw new ChatError('message_not_found', 'It is not stored yet.');
    }
    return { sessionId: id, messageId };
  };

  const messages: Messages = {
    items,
    ...pages,
    send(draft) {
      typing.stop();
      pages.latest().catch(() => undefined);
      return outbox.add(id, typeof draft === 'string' ? { text: draft } : draft);
    },
    retry: (key, text) => outbox.retry(entryOf(key), text),
    discard(key) {
      const entry = outbox.discard(entryOf(key));
      if (entry === undefined) {
        return undefined;
      }
      const { text, replyTo, mentions, metadata } = entry;
      return { text, replyTo, mentions, metadata };
    },
    edit: async (message, content, { signal } = {}) =>
      correct('PATCH /chat/session/{sessionId}/message/{messageId}', {
        path: pathOf(message),
        body: { content },
        signal,
      }),
    delete: async (message, { signal } = {}) =>
      correct('DELETE /chat/session/{sessionId}/message/{messageId}', { path: pathOf(message), signal }),
    async react(message, emoji, on = true, { signal } = {}) {
      const change = await http.call(
        on
          ? 'PUT /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}'
          : 'DELETE /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}',
        { path: { ...pathOf(message), emoji }, signal },
      );
      show((known) => reacted(known, change, me()));
    },
    async search(q, { signal, ...where } = {}) {
      const page = await http.call('GET /chat/search', { query: { q, sessionId: id, ...where }, signal });
      return { items: page.items.map(view.get().one), next: page.next ?? undefined };
    },
  };

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
    typing: { ...typing, users: used(typing.users) },
    presence: { ...presence, users: used(presence.users), count: used(presence.count) },
    reads: used(reads),
    marked,
    attach: use,
    on: (name, listener) => {
      const unuse = use();
      const off = (name === 'event' ? heard : attachment.discontinuity).on(listener as never);
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
    heard: heard.on,
    reset() {
      attachment.reset();
      forget();
      clearTimeout(readTimer);
      readTimer = undefined;
      readSeq = 0;
      acknowledged.set([]);
      reads.set(new Map());
    },
    resume: attachment.resume,
    close() {
      clearTimeout(readTimer);
      attachment.detach();
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
