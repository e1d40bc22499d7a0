import { describe, expect, it } from 'vitest';
import type { Message } from './generated/api.js';
import type { Entry } from './outbox.js';
import { bob, me, message, session, sessionId } from './testing/samples.js';
import { actionOn, may } from './rights.js';
import { emptyTimeline, opened } from './timeline.js';
import { viewer } from './view.js';

const own = new Map<string, string>();
const view = viewer(me, (id) => (id === bob ? 'Bob' : undefined), own);
const timelineOf = (...messages: Message[]) =>
  opened(emptyTimeline, { messages, asOf: messages.length, hasOlder: false, hasNewer: false }, me);
const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  sessionId,
  order: 1,
  createdAt: '2026-11-23T08:00:00Z',
  text: id,
  ...more,
});
const shown = { timeline: timelineOf(), acknowledged: [], entries: [], writing: new Map() };

describe('messages', () => {
  it('are parts by their kind', () => {
    const ai = message(2, { messageType: 'ai_response', replyTo: 'q', metadata: { model: 'm', language: 'ko' } });
    const task = message(3, { messageType: 'agent_result', metadata: { taskId: 't', status: 'completed' } });
    const later = message(4, { messageType: 'poll' as 'text' });
    const gone = message(5, { deletedAt: '2026-11-23T09:00:00Z', deletedBy: bob, content: '' });
    const all = view({ ...shown, timeline: timelineOf(message(1), ai, task, later, gone) });
    expect(all.map(({ parts: [part] }) => part)).toEqual([
      { type: 'text', text: 'text 1' },
      { type: 'ai', text: 'text 2', streaming: false, model: 'm', language: 'ko' },
      { type: 'task', text: 'text 3', taskId: 't', status: 'completed' },
      { type: 'unknown', kind: 'poll', text: 'text 4' },
      { type: 'deleted', at: '2026-11-23T09:00:00Z', by: bob },
    ]);
    expect(all.map(({ author }) => author.kind)).toEqual(['user', 'ai', 'agent', 'user', 'user']);
    expect(all[0]?.author).toEqual({ kind: 'user', id: bob, name: 'Bob' });
  });

  it('are the same objects while nothing about them changes', () => {
    const timeline = timelineOf(message(1), message(2));
    const before = view({ ...shown, timeline });
    const after = view({ ...shown, timeline: timelineOf(...timeline.messages, message(3)) });
    expect(after[0]).toBe(before[0]);
  });

  it('keep their key when they are stored, and are never shown twice', () => {
    const waiting = view({ ...shown, entries: [entry('a'), entry('b')] });
    expect(waiting.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'pending'],
      ['b', 'pending'],
    ]);
    const stored = message(1, { userId: me, clientMessageId: 'a' });
    const told = view({ ...shown, acknowledged: [stored], entries: [entry('a'), entry('b')] });
    expect(told.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'sent'],
      ['b', 'pending'],
    ]);
    const heard = view({ ...shown, timeline: timelineOf(stored), acknowledged: [stored], entries: [entry('a')] });
    expect(heard.map(({ key }) => key)).toEqual(['a']);
  });

  it('of the AI grow in one place until the stored one takes it', () => {
    const question = message(1, { userId: me, clientMessageId: 'q' });
    own.set(question.id, 'q');
    const writing = new Map([['q', { of: 'q', sessionId, text: 'Jumun' }]]);
    const asking = entry('q', { ask: {} });
    const grown = view({ ...shown, timeline: timelineOf(question), entries: [asking], writing });
    expect(grown.at(-1)).toMatchObject({ key: 'answer q', parts: [{ type: 'ai', text: 'Jumun', streaming: true }] });
    const failed = entry('q', { ask: {}, error: { code: 'ai_failed', message: 'no answer', status: 502 } });
    const lost = view({ ...shown, timeline: timelineOf(question), entries: [failed] });
    expect(lost.at(-1)).toMatchObject({ key: 'answer q', state: 'failed', error: { code: 'ai_failed' } });
    const answer = message(2, { messageType: 'ai_response', replyTo: question.id });
    const done = view({ ...shown, timeline: timelineOf(question, answer), entries: [asking], writing });
    expect(done.map(({ key, state }) => [key, state])).toEqual([
      ['q', 'sent'],
      ['answer q', 'sent'],
    ]);
  });
});

describe('rights', () => {
  const member = session({ role: 'member' });
  const archived = { archivedAt: '2026-11-23T09:00:00Z' };
  const silenced = session({ members: [{ ...session().members[0]!, silencedUntil: '2100-01-01T00:00:00Z' }] });

  it('follow role, archive and silence', () => {
    expect([session(), member].map((of) => may(of, me, 'archive'))).toEqual([true, false]);
    expect(may(session({ kind: 'direct' }), me, 'set_language')).toBe(true);
    expect(may(session({ kind: 'direct' }), me, 'leave')).toBe(false);
    expect((['send', 'delete_own', 'add_member'] as const).map((on) => may(session(archived), me, on))).toEqual([
      false,
      true,
      false,
    ]);
    expect((['send', 'delete_own'] as const).map((on) => may(silenced, me, on))).toEqual([false, true]);
    expect(may(session({ encrypted: true }), me, 'set_ai')).toBe(false);
  });

  it('over a message go by whose it is', () => {
    const [mine, his, ai] = [message(1, { userId: me }), message(2), message(3, { messageType: 'ai_response' })].map(
      view.one,
    );
    const owned = session({ members: [{ ...session().members[1]!, role: 'owner' }] });
    expect([mine, his, ai].map((one) => actionOn(session(), 'edit', one!))).toEqual([
      'edit_own',
      'edit_others',
      undefined,
    ]);
    expect(actionOn(owned, 'delete', his!)).toBe('delete_owners');
    expect(actionOn(session(), 'delete', ai!)).toBe('delete_others');
  });
});
