import { aborted, asChatError, ChatError, offline } from './error.js';
import type { AiDelta, AiDone, Answer, Message as Stored, Problem } from './generated/api.js';
import type { Http } from './http.js';
import type { Deliver, Entry } from './outbox.js';
import { emitter, store, type Dispose, type Readable } from './store.js';
import { readEvents } from './stream.js';

/** An answer that the AI is writing. */
export interface Writing {
  /** What it is known by: the client's id of an own question, else the question's own id. */
  readonly of: string;
  readonly sessionId: string;
  readonly text: string;
}

/** The answers that are being written, of all sessions. */
export interface Answers {
  readonly writing: Readable<ReadonlyMap<string, Writing>>;
  deliver: Deliver;
  /** The pieces of an own question's answer as they come; `restart` says that they begin anew. */
  onPiece(listener: (piece: { id: string; text: string; restart: boolean }) => void): Dispose;
  onAnswer(listener: (answer: { id: string; answer: Answer }) => void): Dispose;
  /** What a session's channel says of answers to others' questions. */
  heard(delta: AiDelta): void;
  done(of: AiDone): void;
  /** Answers that are stored are being written no more. */
  seen(stored: readonly Stored[]): void;
  /** The questions on their way, by the id that the server gave them. */
  readonly own: Map<string, string>;
}

/** Pieces that come within this time make one change. */
const COALESCE_MS = 33;
/** An answer that says nothing for so long is asked for again. */
const IDLE_MS = 90_000;

export function createAnswers(http: Http): Answers {
  const writing = store<ReadonlyMap<string, Writing>>(new Map());
  const pieces = emitter<{ id: string; text: string; restart: boolean }>();
  const answers = emitter<{ id: string; answer: Answer }>();
  const own = new Map<string, string>();
  /** What came and is not told yet, and how many pieces of each answer are here. */
  const texts = new Map<string, Writing>();
  const counts = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    writing.set(new Map(texts));
  }

  function tellSoon(): void {
    timer ??= setTimeout(tell, COALESCE_MS);
  }

  /** A piece that does not follow the ones before is left: the stored message will have all of it. */
  function add(sessionId: string, of: string, index: number, text: string): boolean {
    if (index > 0 && counts.get(of) !== index) {
      return false;
    }
    texts.set(of, { of, sessionId, text: index === 0 ? text : texts.get(of)!.text + text });
    counts.set(of, index + 1);
    tellSoon();
    return true;
  }

  function forget(of: string): void {
    counts.delete(of);
    if (texts.delete(of)) {
      clearTimeout(timer);
      tell();
    }
  }

  /** Asks, and reads the answer while it is written. A connection that breaks makes no answer: the outbox asks again. */
  function ask(entry: Entry, signal: AbortSignal): ReturnType<Deliver> {
    let isStored!: (message: Stored) => void;
    let notStored!: (error: unknown) => void;
    const stored = new Promise<Stored>((resolve, reject) => {
      isStored = resolve;
      notStored = reject;
    });
    const unlisten = questions.on((message) => {
      if (message.clientMessageId === entry.id) {
        own.set(message.id, entry.id);
        isStored(message);
      }
    });
    const finished = (async () => {
      const { sessionId, text: message, id: clientMessageId } = entry;
      const body = { sessionId, message, clientMessageId, ...entry.ask };
      add(sessionId, entry.id, 0, '');
      let answer: Answer | undefined;
      let problem: ChatError | undefined;
      // A connection that is silent for long is gone without having said so.
      const giving = new AbortController();
      const giveUp = () => giving.abort();
      let idle = setTimeout(giveUp, IDLE_MS);
      signal.addEventListener('abort', giveUp);
      const take = (event: string, data: string) => {
        clearTimeout(idle);
        idle = setTimeout(giveUp, IDLE_MS);
        const told = JSON.parse(data) as Record<string, unknown>;
        if (event === 'ai_delta') {
          const { index, text } = told as { index: number; text: string };
          if (add(sessionId, entry.id, index, text)) {
            pieces.emit({ id: entry.id, text, restart: index === 0 });
          }
        } else if (event === 'ai_done') {
          answer = told as unknown as Answer;
        } else if (event === 'error') {
          const { code, detail, status } = told as unknown as Problem;
          problem = new ChatError(code, detail, status);
        }
      };
      try {
        await readEvents(await http.open('POST /chat/ai-response', { body, signal: giving.signal }), take);
      } catch (error) {
        throw giving.signal.aborted ? offline() : error;
      } finally {
        clearTimeout(idle);
        signal.removeEventListener('abort', giveUp);
      }
      if (answer === undefined) {
        throw problem ?? offline();
      }
      own.set(answer.question.id, entry.id);
      isStored(answer.question);
      answers.emit({ id: entry.id, answer });
    })()
      .catch((error: unknown) => {
        throw signal.aborted ? aborted() : asChatError(error);
      })
      .finally(() => {
        unlisten();
        forget(entry.id);
      });
    finished.catch(notStored);
    stored.catch(() => undefined);
    return { stored, finished };
  }

  const questions = emitter<Stored>();
  return {
    writing,
    own,
    onPiece: pieces.on,
    onAnswer: answers.on,
    deliver(entry, signal) {
      if (entry.ask !== undefined) {
        return ask(entry, signal);
      }
      const { sessionId, id: clientMessageId, text: content, replyTo, mentions, metadata } = entry;
      const body = {
        sessionId,
        content,
        clientMessageId,
        replyTo,
        mentions: mentions && [...mentions],
        metadata,
      };
      const stored = http.call('POST /chat/message', { body, signal }).then(({ message }) => message!);
      return { stored, finished: stored };
    },
    heard({ sessionId, questionId, index, text }) {
      // One's own answer comes with the answer to the question.
      if (!own.has(questionId)) {
        add(sessionId, questionId, index, text);
      }
    },
    done({ questionId, error }) {
      if (error !== undefined) {
        forget(questionId);
      }
    },
    seen(stored) {
      for (const message of stored) {
        questions.emit(message);
        if (message.messageType === 'ai_response' && message.replyTo !== undefined) {
          forget(message.replyTo);
        }
      }
    },
  };
}
