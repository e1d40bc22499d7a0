import { aborted, asChatError, ChatError, offline } from './error.js';
import type { AiDelta, AiDone, AiSnapshot, Answer, Message as Stored } from './generated/api.js';
import type { Http } from './http.js';
import type { Deliver, Entry } from './outbox.js';
import { emitter, store, type Dispose, type Readable } from './store.js';

/** An answer that the AI is writing. */
export interface Writing {
  /** What it is known by: the client's id of an own question, else the question's own id; a further answer's run. */
  readonly of: string;
  readonly sessionId: string;
  readonly text: string;
  /** To end it by; unknown until it has begun. */
  readonly runId?: string;
  /** The question, where it was answered before. */
  readonly again?: string;
}

/** The answers that are being written, of all sessions. */
export interface Answers {
  readonly writing: Readable<ReadonlyMap<string, Writing>>;
  deliver: Deliver;
  /** The pieces of an own question's answer as they come; `restart` says that they begin anew. */
  onPiece(listener: (piece: { id: string; text: string; restart: boolean }) => void): Dispose;
  onAnswer(listener: (answer: { id: string; answer: Answer }) => void): Dispose;
  /** What a session's channel says of answers: all so far, or the next piece. */
  begun(all: AiSnapshot): void;
  heard(delta: AiDelta): void;
  done(of: AiDone): void;
  /** Answers that are stored are being written no more. */
  seen(stored: readonly Stored[]): void;
  /** Ends the answer to an own question that the server has; false when it does not have it. */
  stop(id: string): boolean;
  cancel(runId: string): Promise<void>;
  /** The questions on their way, by the id that the server gave them. */
  readonly own: Map<string, string>;
}

/** Pieces that come within this time make one change. */
const COALESCE_MS = 33;

export function createAnswers(http: Http): Answers {
  const writing = store<ReadonlyMap<string, Writing>>(new Map());
  const pieces = emitter<{ id: string; text: string; restart: boolean }>();
  const answers = emitter<{ id: string; answer: Answer }>();
  const own = new Map<string, string>();
  /** What came and is not told yet. */
  const texts = new Map<string, Writing & { readonly attempt: number }>();
  /** What a run's answer is known by. */
  const names = new Map<string, string>();
  /** Own questions that the server has, and those whose answer is to end as soon as its run is known. */
  const asked = new Set<string>();
  const stopping = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    writing.set(new Map(texts));
  }

  function tellSoon(): void {
    timer ??= setTimeout(tell, COALESCE_MS);
  }

  const nameOf = (questionId: string, runId: string) => names.get(runId) ?? own.get(questionId) ?? questionId;

  /**
   * Takes a part of an attempt's text. It may come twice, by the channel and by one's own request; what does not follow is left, for
   * the stored message will have all of it.
   */
  function grow(of: string, next: Omit<Writing, 'of'> & { attempt: number; offset: number }): void {
    const known = texts.get(of);
    const { attempt, offset, text, ...more } = next;
    if (known !== undefined && attempt < known.attempt) {
      return;
    }
    const restart = known === undefined || attempt > known.attempt;
    const before = restart ? '' : known.text;
    if (offset > before.length) {
      return;
    }
    const whole = offset + text.length > before.length ? before.slice(0, offset) + text : before;
    const runId = more.runId ?? (restart ? undefined : known.runId);
    if (restart || whole !== before || runId !== known.runId) {
      texts.set(of, { ...known, ...more, of, runId, attempt, text: whole });
      tellSoon();
    }
    const again = restart && known !== undefined && known.text !== '';
    if (again || whole !== before) {
      pieces.emit({ id: of, text: whole.slice(before.length), restart: again });
    }
    if (runId !== undefined) {
      names.set(runId, of);
      if (stopping.delete(of)) {
        cancel(runId).catch(() => undefined);
      }
    }
  }

  async function cancel(runId: string): Promise<void> {
    try {
      await http.call('POST /chat/ai-run/{runId}/cancel', { path: { runId } });
    } catch (error) {
      // It was faster.
      if (asChatError(error).code !== 'run_finished') {
        throw error;
      }
    }
  }

  function forget(of: string): void {
    const runId = texts.get(of)?.runId;
    if (runId !== undefined) {
      names.delete(runId);
    }
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
    const has = (questionId: string) => {
      own.set(questionId, entry.id);
      asked.add(entry.id);
    };
    const unlisten = questions.on((message) => {
      if (message.clientMessageId === entry.id) {
        has(message.id);
        isStored(message);
      }
    });
    const finished = (async () => {
      const { sessionId } = entry;
      grow(entry.id, { sessionId, attempt: 0, offset: 0, text: '' });
      // Only a page that asks loads it; one that has lost the network asks again.
      const { readAnswer } = await import('./answering.js');
      const end = await readAnswer(http, entry, signal, {
        begun({ questionId, ...run }) {
          has(questionId);
          grow(entry.id, { sessionId, ...run, offset: 0, text: '' });
        },
        piece: (piece) => grow(entry.id, { sessionId, ...piece }),
      });
      if (end === undefined || 'code' in end) {
        throw end === undefined ? offline() : new ChatError(end.code, end.detail, end.status);
      }
      const answer = end;
      has(answer.question.id);
      isStored(answer.question);
      answers.emit({ id: entry.id, answer });
    })()
      .catch((error: unknown) => {
        throw signal.aborted ? aborted() : asChatError(error);
      })
      .finally(() => {
        unlisten();
        asked.delete(entry.id);
        stopping.delete(entry.id);
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
    begun({ sessionId, questionId, runId, variant, attempt, text }) {
      const of = variant > 1 ? runId : nameOf(questionId, runId);
      grow(of, { sessionId, runId, again: variant > 1 ? questionId : undefined, attempt, offset: 0, text });
    },
    heard({ sessionId, questionId, runId, attempt, offset, text }) {
      grow(nameOf(questionId, runId), { sessionId, runId, attempt, offset, text });
    },
    done({ questionId, runId, retract }) {
      // Where there is a message it takes the text's place.
      if (retract === true) {
        forget(nameOf(questionId, runId));
      }
    },
    seen(stored) {
      for (const message of stored) {
        questions.emit(message);
        if (message.messageType === 'ai_response' && message.replyTo !== undefined) {
          const runId = runOf(message);
          forget((runId === undefined ? undefined : names.get(runId)) ?? message.replyTo);
        }
      }
    },
    stop(id) {
      if (!asked.has(id)) {
        return false;
      }
      const runId = texts.get(id)?.runId;
      if (runId === undefined) {
        stopping.add(id);
      } else {
        cancel(runId).catch(() => undefined);
      }
      return true;
    },
    cancel,
  };
}

/** The run that wrote an answer; of older answers it is not known. */
export function runOf({ metadata }: Pick<Stored, 'metadata'>): string | undefined {
  const { runId } = (metadata?.ai ?? {}) as { runId?: unknown };
  return typeof runId === 'string' ? runId : undefined;
}
