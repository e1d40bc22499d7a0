import { expect, it } from 'vitest';
import { message } from '../testing/samples';
import { entriesOf } from './entries';

it('a conversation has days, a line before what is new, and quotes where they help', () => {
  const question = message(3, { mine: true });
  const messages = [
    message(1, { createdAt: '2026-11-22T12:00:00' }),
    message(2, { createdAt: '2026-11-23T12:00:00' }),
    { ...question, createdAt: '2026-11-23T12:01:00' },
    message(4, { author: { kind: 'ai' }, replyTo: question.id, createdAt: '2026-11-23T12:01:00' }),
    message(5, { replyTo: question.id, createdAt: '2026-11-23T12:02:00' }),
  ];
  const lines = entriesOf(messages, false, 2).map((entry) =>
    entry.kind === 'message' ? `${entry.message.seq}${entry.quotes ? ' quotes' : ''}` : entry.kind,
  );
  expect(lines).toEqual(['day', '1', 'day', '2', '3', 'new', '4', '5 quotes']);
  // Where the first new message is not read yet, nobody knows where the line belongs.
  expect(entriesOf(messages.slice(2), true, 1).some(({ kind }) => kind === 'new')).toBe(false);
});
