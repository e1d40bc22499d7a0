import { describe, expect, it } from 'vitest';
import { ProblemError } from '../api/problem';
import type { Message } from '../api/types';
import { me, message } from '../testing/samples';
import { entriesOf } from './entries';
import { emptyList, holeAfter, reduceMessages, type MessageAction, type MessageList } from './messages';

const received = (...messages: Message[]): MessageAction => ({ type: 'received', messages, me });
const seqs = (list: MessageList) => list.stored.map((item) => item.seq);
const outgoing = (id: string, ask = false) => ({
  clientMessageId: id,
  content: 'hello',
  ask,
  createdAt: '2026-11-23T08:00:09Z',
});
const reduce = (...actions: MessageAction[]) => actions.reduce(reduceMessages, emptyList);

describe('stored messages', () => {
  it('are in seq order, each once, however they come', () => {
    const list = reduce(
      received(message(3)),
      received(message(1), message(2)),
      received(message(5), message(3), message(4)),
    );
    expect(seqs(list)).toEqual([1, 2, 3, 4, 5]);
  });

  it('stay the same objects when nothing is new', () => {
    const list = reduce(received(message(1), message(2)));
    expect(reduceMessages(list, received(message(2), message(1))).stored).toBe(list.stored);
  });

  it('get earlier pages in front', () => {
    const list = reduce(
      { type: 'restart', messages: [message(3), message(4)], hasOlder: true, me },
      { type: 'older', messages: [message(1), message(2)], hasOlder: false, me },
    );
    expect(seqs(list)).toEqual([1, 2, 3, 4]);
    expect(list.hasOlder).toBe(false);
  });

  it('keep what came live while the newest page was read', () => {
    const list = reduce(received(message(1), message(9)), {
      type: 'restart',
      messages: [message(7), message(8)],
      hasOlder: true,
      me,
    });
    expect(seqs(list)).toEqual([7, 8, 9]);
  });

  it('know where something is missing', () => {
    expect(holeAfter([message(1), message(2)])).toBeUndefined();
    expect(holeAfter([message(1), message(2), message(5), message(9)])).toBe(2);
    expect(holeAfter([])).toBeUndefined();
  });
});

describe('outgoing messages', () => {
  it('are replaced by their echo, on the same line', () => {
    const before = reduce(received(message(1)), { type: 'sent', outgoing: outgoing('c1') });
    const after = reduceMessages(before, received(message(2, { userId: me, clientMessageId: 'c1' })));
    expect(after.outgoing).toEqual([]);
    const lastKey = (list: MessageList) => entriesOf(list, me).at(-1)?.key;
    expect(lastKey(after)).toBe(lastKey(before));
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
