import { describe, expect, it } from 'vitest';
import { createAnswers } from './ai.js';
import type { Message as Stored } from './generated/api.js';
import type { Http } from './http.js';
import type { Entry } from './outbox.js';
import { message, until } from './testing/samples.js';

const sessionId = '01a2076b-4bd0-713c-acd8-f1de6955db34';
const question = '01a2076c-3630-73e4-9d33-0120dadd3a65';
const of = { sessionId, questionId: question, runId: 'run' };

/** A server whose answers are streams that the test writes. */
function server() {
  const cancelled: string[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const http = {
    open: async () => new Response(new ReadableStream({ start: (stream) => void streams.push(stream) })),
    call: async (_: string, { path }: { path: { runId: string } }) => void cancelled.push(path.runId),
  } as unknown as Http;
  const say = (event: string, data: unknown) =>
    streams.at(-1)!.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  return { http, cancelled, say, streams };
}

const textOf = (answers: ReturnType<typeof createAnswers>, name: string) => answers.writing.get().get(name)?.text;

const assistant = { userId: 'a', handle: 'ai', displayName: 'Cogo' };

describe('an answer of others', () => {
  it('is heard from where one comes in, and never twice', async () => {
    const answers = createAnswers(server().http);
    answers.heard({ ...of, attempt: 1, index: 3, offset: 9, text: 'lost' });
    answers.begun({ ...of, userId: 'u', assistant, variant: 1, attempt: 1, offset: 3, text: 'one' });
    answers.heard({ ...of, attempt: 1, index: 1, offset: 3, text: ' two' });
    answers.heard({ ...of, attempt: 1, index: 1, offset: 3, text: ' two' });
    answers.begun({ ...of, userId: 'u', assistant, variant: 1, attempt: 1, offset: 3, text: 'one' });
    await until(() => textOf(answers, question) === 'one two');
    answers.begun({ ...of, userId: 'u', assistant, variant: 1, attempt: 2, offset: 0, text: '' });
    answers.heard({ ...of, attempt: 1, index: 2, offset: 7, text: ' three' });
    answers.heard({ ...of, attempt: 2, index: 0, offset: 0, text: 'new' });
    await until(() => textOf(answers, question) === 'new');
    answers.done({ ...of, status: 'failed', error: 'ai_refused', retract: true });
    expect(textOf(answers, question)).toBeUndefined();
  });

  it('that is a further one stands beside the first until it is stored', async () => {
    const answers = createAnswers(server().http);
    answers.begun({ ...of, runId: 'second', userId: 'u', assistant, variant: 2, attempt: 1, offset: 2, text: 'or' });
    await until(() => textOf(answers, 'second') === 'or');
    expect(answers.writing.get().get('second')).toMatchObject({ again: question, runId: 'second' });
    const stored: Stored = message(2, {
      messageType: 'ai_response',
      replyTo: question,
      metadata: { ai: { runId: 'second', variant: 2 } },
    });
    answers.done({ ...of, runId: 'second', status: 'done', messageId: stored.id });
    answers.seen([stored]);
    expect(answers.writing.get().size).toBe(0);
  });
});

describe("one's own answer", () => {
  it('comes by the request and by the channel, and each piece is told once', async () => {
    const { http, say, streams, cancelled } = server();
    const answers = createAnswers(http);
    const told: string[] = [];
    answers.onPiece(({ text, restart }) => told.push(restart ? `|${text}` : text));
    const entry: Entry = { id: 'q', sessionId, order: 1, createdAt: '', text: 'Why?', ask: {} };
    const { finished } = answers.deliver(entry, new AbortController().signal);
    finished.catch(() => undefined);
    expect(answers.stop('q')).toBe(false);
    answers.seen([message(1, { id: question, clientMessageId: 'q' })]);
    expect(answers.stop('q')).toBe(true);
    expect(cancelled).toEqual([]);
    await until(() => streams.length === 1);
    say('ai_run', { runId: 'run', questionId: question, attempt: 1 });
    await until(() => cancelled.length === 1);
    say('ai_delta', { index: 0, attempt: 1, offset: 0, text: 'one' });
    await until(() => textOf(answers, 'q') === 'one');
    answers.heard({ ...of, attempt: 1, index: 0, offset: 0, text: 'one' });
    answers.heard({ ...of, attempt: 1, index: 1, offset: 3, text: ' two' });
    say('ai_delta', { index: 1, attempt: 1, offset: 3, text: ' two' });
    const stored = message(2, { messageType: 'ai_response', replyTo: question });
    say('ai_done', { question: message(1, { id: question, clientMessageId: 'q' }), message: stored });
    streams[0]!.close();
    await finished;
    expect(told.join('')).toBe('one two');
    expect(cancelled).toEqual(['run']);
    expect(answers.writing.get().size).toBe(0);
  });
});
