import { describe, expect, it } from 'vitest';
import { ProblemError } from '../api/problem';
import type { Message } from '../api/types';
import { me, message } from '../testing/samples';
import { entriesOf } from './entries';
import { emptyList, reduceMessages, type MessageAction, type MessageList } from './messages';

const received = (...messages: Message[]): MessageAction => ({
  type: 'events',
  events: messages.map((payload) => ({ event: 'new_message', seq: payload.seq, payload })),
  me,
});
const outgoing = (id: string, ask = false) => ({
  clientMessageId: id,
  content: 'hello',
  ask,
  createdAt: '2026-11-23T08:00:09Z',
});
const reduce = (...actions: MessageAction[]) => actions.reduce(reduceMessages, emptyList);

describe('outgoing messages', () => {
  it('are replaced by their echo, on the same line', () => {
    const before = reduce(received(message(1)), { type: 'sent', outgoing: outgoing('c1') });
    const after = reduceMessages(before, received(message(2, { userId: me, clientMessageId: 'c1' })));
    expect(after.outgoing).toEqual([]);
    const lastKey = (list: MessageList) => entriesOf(list, me).at(-1)?.key;
    expect(lastKey(after)).toBe(lastKey(before));
  });

  it('stay on their line while what was before them is missing', () => {
    const stored = message(3, { userId: me, clientMessageId: 'c1' });
    const waiting = reduce(
      received(message(1)),
      { type: 'sent', outgoing: outgoing('c1') },
      { type: 'delivered', message: stored, me },
    );
    expect(waiting.outgoing).toHaveLength(1);
    const filled = reduceMessages(waiting, received(message(2)));
    expect(filled.outgoing).toEqual([]);
    expect(filled.timeline.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('go when a repeated send gives what was stored long before', () => {
    const stored = message(1, { userId: me, clientMessageId: 'c1' });
    const list = reduce(
      { type: 'opened', page: { messages: [message(9)], asOf: 9, hasOlder: true, hasNewer: false }, me },
      { type: 'sent', outgoing: outgoing('c1') },
      { type: 'delivered', message: stored, me },
    );
    expect(list.outgoing).toEqual([]);
  });

  it("are not replaced by somebody else's message with the same id", () => {
    const list = reduce({ type: 'sent', outgoing: outgoing('c1') }, received(message(1, { clientMessageId: 'c1' })));
    expect(list.outgoing).toHaveLength(1);
  });

  it('fail, are retried, and can be discarded', () => {
    const problem = new ProblemError(429, 'rate_limited', 'too fast');
    const failed = reduce(
      { type: 'sent', outgoing: outgoing('c1') },
      { type: 'failed', clientMessageId: 'c1', problem },
    );
    expect(failed.outgoing[0]?.problem).toBe(problem);
    const retried = reduceMessages(failed, { type: 'retried', clientMessageId: 'c1' });
    expect(retried.outgoing[0]?.problem).toBeUndefined();
    expect(reduceMessages(retried, { type: 'discarded', clientMessageId: 'c1' }).outgoing).toEqual([]);
  });
});

describe('questions to the AI', () => {
  const asked = reduce({ type: 'sent', outgoing: outgoing('q1', true) });
  const stored = reduceMessages(asked, received(message(1, { userId: me, clientMessageId: 'q1' })));

  it('stay open after their echo', () => {
    expect(stored.outgoing).toEqual([]);
    expect(stored.questions).toHaveLength(1);
    expect(entriesOf(stored, me).at(-1)?.kind).toBe('question');
  });

  it('are closed by the answer that replies to them', () => {
    const other = message(2, { messageType: 'ai_response', userId: undefined, replyTo: 'message-7' });
    expect(reduceMessages(stored, received(other)).questions).toHaveLength(1);
    const answer = message(2, { messageType: 'ai_response', userId: undefined, replyTo: 'message-1' });
    expect(reduceMessages(stored, received(answer)).questions).toEqual([]);
  });

  it('say on one line only that they were not even sent', () => {
    const problem = new ProblemError(0, 'offline', 'away');
    const failed = reduceMessages(asked, { type: 'failed', clientMessageId: 'q1', problem });
    expect(entriesOf(failed, me).map((entry) => entry.kind)).toEqual(['day', 'outgoing']);
  });
});

describe('the line before new messages', () => {
  const page = { asOf: 4, hasOlder: true, hasNewer: false };
  const kinds = (list: MessageList, newAfter: number) => entriesOf(list, me, newAfter).map((entry) => entry.kind);

  it("stands before the first one of somebody else's", () => {
    const messages = [message(1), message(2, { userId: me }), message(4)];
    const list = reduce({ type: 'opened', page: { ...page, messages }, me });
    expect(kinds(list, 1)).toEqual(['day', 'message', 'message', 'new', 'message']);
  });

  it('is left out while its place is not read', () => {
    const list = reduce({ type: 'opened', page: { ...page, messages: [message(3), message(4)] }, me });
    expect(kinds(list, 1)).toEqual(['day', 'message', 'message']);
  });
});
