import type { Answer, Problem } from './generated/api.js';
import type { Http } from './http.js';
import type { Entry } from './outbox.js';
import { readEvents } from './stream.js';

/** What an answer's stream says before its end. */
export interface Heard {
  begun(run: { runId: string; questionId: string; attempt: number }): void;
  piece(piece: { attempt: number; offset: number; text: string }): void;
}

/** An answer that says nothing for so long is asked for again; a model may think for a minute. */
const IDLE_MS = 90_000;

/**
 * Asks, and reads the answer while it is written: the answer, what went wrong with it, or undefined where the stream ended without either.
 * It makes no errors itself: whoever loads it has their class already.
 */
export async function readAnswer(
  http: Http,
  entry: Entry,
  signal: AbortSignal,
  heard: Heard,
): Promise<Answer | Problem | undefined> {
  const { sessionId, text: message, id: clientMessageId } = entry;
  const body = { sessionId, message, clientMessageId, ...entry.ask };
  let end: Answer | Problem | undefined;
  // A connection that is silent for long is gone without having said so.
  const giving = new AbortController();
  const giveUp = () => giving.abort();
  let idle = setTimeout(giveUp, IDLE_MS);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) {
    giveUp();
  }
  const take = (event: string, data: string) => {
    clearTimeout(idle);
    idle = setTimeout(giveUp, IDLE_MS);
    const told: unknown = JSON.parse(data);
    if (event === 'ai_run') {
      heard.begun(told as Parameters<Heard['begun']>[0]);
    } else if (event === 'ai_delta') {
      heard.piece(told as Parameters<Heard['piece']>[0]);
    } else if (event === 'ai_done' || event === 'error') {
      end = told as Answer | Problem;
    }
  };
  try {
    await readEvents(await http.open('POST /chat/ai-response', { body, signal: giving.signal }), take);
  } catch (error) {
    if (!giving.signal.aborted) {
      throw error;
    }
  } finally {
    clearTimeout(idle);
    signal.removeEventListener('abort', giveUp);
  }
  return end;
}
