import type { Writing } from './ai.js';
import { ChatError } from './error.js';
import type { Message as Stored } from './generated/api.js';
import type { Entry } from './outbox.js';
import type { Timeline } from './timeline.js';
import type { Assistant, Author, Message, Part } from './types.js';

/** What a list of messages is made of. */
export interface Shown {
  timeline: Timeline;
  /** Own messages that the server has stored and the timeline does not have yet. */
  acknowledged: readonly Stored[];
  /** The session's messages that wait or were refused. */
  entries: readonly Entry[];
  /** Answers that are being written. */
  writing: ReadonlyMap<string, Writing>;
}

export interface Viewer {
  (shown: Shown): readonly Message[];
  one(stored: Stored): Message;
}

const NOTHING: never[] = [];

/**
 * Makes messages as they are shown out of what is stored and what is on its way. A stored message that did not change is the same
 * object each time.
 *
 * @param own the ids of this client for questions that it asked, by the questions' own ids
 */
export function viewer(
  me: string,
  nameOf: (userId: string) => string | undefined,
  own: ReadonlyMap<string, string>,
): Viewer {
  const known = new WeakMap<Stored | Entry, Message>();

  function one(stored: Stored): Message {
    let message = known.get(stored);
    if (message === undefined) {
      message = viewOf(stored, me, nameOf, own);
      known.set(stored, message);
    }
    return message;
  }

  function all({ timeline, acknowledged, entries, writing }: Shown): readonly Message[] {
    const there = new Set<string>();
    const messages = timeline.messages.map((stored) => {
      let message = one(stored);
      if (there.has(message.key)) {
        // A second answer to one question.
        message = { ...message, key: stored.id };
        known.set(stored, message);
      }
      there.add(message.key);
      return message;
    });
    if (timeline.hasNewer || acknowledged.length + entries.length + writing.size === 0) {
      return messages;
    }
    const mine = new Map<string, Stored>();
    const answered = new Set<string>();
    for (const stored of [...timeline.messages, ...acknowledged]) {
      if (stored.userId === me && stored.clientMessageId !== undefined) {
        mine.set(stored.clientMessageId, stored);
      }
      if (stored.messageType === 'ai_response' && stored.replyTo !== undefined) {
        answered.add(stored.replyTo);
      }
    }
    const append = (message: Message) => {
      if (!there.has(message.key)) {
        there.add(message.key);
        messages.push(message);
      }
    };
    acknowledged.forEach((stored) => append(one(stored)));
    entries.forEach((entry) => {
      if (!mine.has(entry.id)) {
        const message = known.get(entry) ?? pending(entry, { kind: 'user', id: me, name: nameOf(me) });
        known.set(entry, message);
        append(message);
      }
    });
    // Answers stand after everything else until they are stored.
    const waiting = new Set<string>();
    for (const { id, sessionId, ask, error, createdAt } of entries) {
      const question = mine.get(id);
      if (ask !== undefined && question !== undefined && !answered.has(question.id)) {
        waiting.add(id);
        const told = writing.get(id) ?? writing.get(question.id);
        waiting.add(question.id);
        append(answer(id, { sessionId, text: told?.text ?? '', runId: told?.runId }, createdAt, question.id, error));
      }
    }
    for (const { of, again, ...told } of writing.values()) {
      const question = again ?? of;
      const open = again !== undefined || (!waiting.has(of) && !answered.has(of));
      if (open && timeline.messages.some(({ id }) => id === question)) {
        append(answer(of, told, new Date().toISOString(), question));
      }
    }
    return messages;
  }

  return Object.assign(all, { one });
}

function viewOf(
  stored: Stored,
  me: string,
  nameOf: (userId: string) => string | undefined,
  own: ReadonlyMap<string, string>,
): Message {
  const { id, seq, sessionId, userId, clientMessageId, messageType, replyTo, content, editedAt, editedBy } = stored;
  const mine = userId === me;
  const key =
    mine && clientMessageId !== undefined
      ? clientMessageId
      : messageType === 'ai_response' && replyTo !== undefined
        ? `answer ${own.get(replyTo) ?? replyTo}`
        : id;
  return {
    key,
    id,
    seq,
    sessionId,
    author: authorOf(stored, nameOf),
    mine,
    parts: [partOf(stored)],
    text: content,
    state: 'sent',
    createdAt: stored.timestamp,
    editedAt,
    editedBy,
    replyTo,
    mentions: stored.mentions ?? NOTHING,
    reactions: stored.reactions ?? NOTHING,
    metadata: stored.metadata ?? {},
  };
}

function authorOf({ userId, messageType }: Stored, nameOf: (userId: string) => string | undefined): Author {
  switch (messageType) {
    case 'ai_greeting':
    case 'ai_response':
      return { kind: 'ai' };
    case 'agent_result':
      return { kind: 'agent' };
    case 'system':
      return { kind: 'system' };
    default: {
      if (userId === undefined) {
        return { kind: 'gone' };
      }
      const name = nameOf(userId);
      return { kind: 'user', id: userId, name };
    }
  }
}

function partOf({ content: text, messageType, metadata, deletedAt, deletedBy, unreadable }: Stored): Part {
  if (deletedAt !== undefined) {
    return { type: 'deleted', at: deletedAt, by: deletedBy };
  }
  if (unreadable === true) {
    return { type: 'unreadable' };
  }
  switch (messageType) {
    case 'text':
    case 'system':
      return { type: 'text', text };
    case 'ai_greeting':
    case 'ai_response':
      return {
        type: 'ai',
        text,
        streaming: false,
        ...words(metadata, 'language', 'model', 'provider'),
        ...(metadata?.ai as { runId?: string; variant?: number; cut?: 'length'; assistant?: Assistant } | undefined),
      };
    case 'agent_result':
      return { type: 'task', text, ...words(metadata, 'taskId', 'taskType', 'status') };
    default:
      return { type: 'unknown', kind: String(messageType), text };
  }
}

function words<K extends string>(metadata: Stored['metadata'], ...names: K[]): { [name in K]?: string } {
  const found: { [name in K]?: string } = {};
  for (const name of names) {
    const value = metadata?.[name];
    if (typeof value === 'string') {
      found[name] = value;
    }
  }
  return found;
}

function pending(entry: Entry, author: Author): Message {
  const { id, sessionId, text, createdAt, replyTo, error } = entry;
  return {
    key: id,
    sessionId,
    author,
    mine: true,
    parts: [{ type: 'text', text }],
    text,
    state: error === undefined ? 'pending' : 'failed',
    error: error && errorOf(error),
    createdAt,
    replyTo,
    mentions: entry.mentions ?? NOTHING,
    reactions: NOTHING,
    metadata: entry.metadata ?? {},
  };
}

function answer(
  of: string,
  { sessionId, text, runId }: Pick<Writing, 'sessionId' | 'text' | 'runId'>,
  createdAt: string,
  replyTo: string,
  error?: Entry['error'],
): Message {
  return {
    key: `answer ${of}`,
    sessionId,
    author: { kind: 'ai' },
    mine: false,
    parts: [{ type: 'ai', text, streaming: error === undefined, runId }],
    text,
    state: error === undefined ? 'pending' : 'failed',
    error: error && errorOf(error),
    createdAt,
    replyTo,
    mentions: NOTHING,
    reactions: NOTHING,
    metadata: {},
  };
}

const errorOf = ({ code, message, status }: NonNullable<Entry['error']>) => new ChatError(code, message, status);
