import { describe, expect, it } from 'vitest';
import type { AiEvent } from '../realtime/events';
import { message, sessionId } from '../testing/samples';
import { stored, told, type Writing } from './writing';

const of = { sessionId, questionId: 'q', runId: 'r' };
const channel = `chat_session_${sessionId}`;
const all = (text: string, attempt = 1): AiEvent => ({
  event: 'ai_run',
  channel,
  payload: { ...of, userId: 'u', variant: 1, attempt, offset: text.length, text },
});
const piece = (offset: number, text: string, attempt = 1): AiEvent => ({
  event: 'ai_delta',
  channel,
  payload: { ...of, attempt, index: 0, offset, text },
});
const texts = (writing: readonly Writing[]) => writing.map(({ text }) => text);

describe('what the AI writes', () => {
  it('grows by what fits, and begins anew with each attempt', () => {
    const events = [piece(9, 'lost'), all('one'), piece(3, ' two'), piece(3, ' two'), piece(0, 'x', 2)];
    expect(texts(events.reduce(told, [] as readonly Writing[]))).toEqual(['one two']);
    expect(texts([...events, all('', 2), piece(0, 'new', 2)].reduce(told, [] as readonly Writing[]))).toEqual(['new']);
  });

  it('is gone when it is a message, or is taken back', () => {
    const writing = told([], all('one'));
    const payload = message(4, { messageType: 'ai_response', metadata: { ai: { runId: 'r' } } });
    expect(stored(writing, [{ event: 'new_message', seq: 4, payload: message(4) }])).toBe(writing);
    expect(stored(writing, [{ event: 'new_message', seq: 4, payload }])).toEqual([]);
    const done = { event: 'ai_done' as const, channel };
    expect(told(writing, { ...done, payload: { ...of, status: 'done', messageId: 'm' } })).toBe(writing);
    expect(told(writing, { ...done, payload: { ...of, status: 'failed', retract: true } })).toEqual([]);
  });
});
