import type { Answers } from './ai.js';
import { aborted, ChatError } from './error.js';
import type { Answer } from './generated/api.js';
import type { Outbox } from './outbox.js';
import type { Dispose } from './store.js';
import type { CallOptions, Sending } from './types.js';

/** An answer of the AI: its pieces while they come, or all of it at the end. */
export interface Asking extends Sending {
  /** Settles when the answer is stored; until then it is asked again after a broken connection. */
  readonly answer: Promise<Answer>;
  /** The pieces; a piece with `restart` begins the text anew, when another node went on. */
  [Symbol.asyncIterator](): AsyncIterator<{ text: string; restart: boolean }>;
  /** Ends the writing: the answer is what was written until then. Closing a page ends nothing. */
  stop(): void;
}

/** Asks in a session. `use` keeps its room attached until there is an answer. */
export function createAsk(id: string, outbox: Outbox, answers: Answers, use: () => Dispose) {
  return function ask(text: string, { language, signal }: CallOptions & { language?: string } = {}): Asking {
    const unuse = use();
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
        if (entry === undefined || entry.error !== undefined) {
          // Taken back, or refused.
          const { code, message, status } = entry?.error ?? aborted();
          const error = new ChatError(code, message, status);
          settle.reject(error);
          end(error);
        }
      }),
    ];
    // What is not at the server yet is taken back; else the answer is what was written by then.
    const stop = () => void (answers.stop(sending.key) || outbox.discard(sending.key));
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
  };
}
