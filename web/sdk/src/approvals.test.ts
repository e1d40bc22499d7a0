import { describe, expect, it } from 'vitest';
import { approvalsOf } from './approvals.js';
import type { CoreChat } from './core.js';
import type { ToolApproval } from './generated/api.js';
import type { CoreRoom } from './room.js';
import { store } from './store.js';
import { until } from './testing/samples.js';

const call = (callId: string, state: ToolApproval['state'], sessionId = 's'): ToolApproval => ({
  callId,
  runId: `run-${callId}`,
  sessionId,
  server: 'weather',
  tool: 'forecast',
  arguments: { place: 'Jumunjin' },
  state,
  createdAt: '2026-11-23T08:01:05Z',
});

/** A server with these calls, and a room on it that hears what the test says. */
function world(...waiting: ToolApproval[]) {
  const said: unknown[] = [];
  const listeners = new Set<(event: unknown) => void>();
  const chat = {
    user: store({ id: 'ann' }),
    call: async (name: string, given: { body?: unknown }) => {
      if (name.startsWith('GET')) {
        return { items: [...waiting], next: null };
      }
      said.push(given.body);
      return call('one', 'approved');
    },
  } as unknown as CoreChat;
  const room = {
    id: 's',
    status: store({ status: 'attached' }),
    on: (_: string, listener: (event: unknown) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as CoreRoom;
  const tell = (event: string, payload: unknown) => listeners.forEach((listener) => listener({ event, payload }));
  return { chat, room, said, tell, waiting, listeners };
}

const step = (callId: string, state: string, userId = 'ann') => ({ callId, state, userId, runId: `run-${callId}` });

describe('approvals', () => {
  it('are those of the room and the user, and are gone when they were decided or the run is over', async () => {
    const { chat, room, said, tell, waiting, listeners } = world(
      call('one', 'waiting'),
      call('two', 'waiting', 'other'),
    );
    const approvals = approvalsOf(chat, room);
    expect(approvalsOf(chat, room)).toBe(approvals);
    const ids = () => approvals.items.get().map(({ callId, state }) => `${callId} ${state}`);
    const off = approvals.items.subscribe(() => undefined);
    await until(() => ids().join() === 'one waiting');
    await approvals.decide('one', 'approve');
    expect(said).toEqual([{ decision: 'approve' }]);
    expect(ids()).toEqual([]);
    waiting.splice(0, 2, call('one', 'found'), call('three', 'waiting'));
    tell('ai_step', step('four', 'waiting', 'ben'));
    expect(ids()).toEqual([]);
    tell('ai_step', step('one', 'found'));
    await until(() => ids().join() === 'one found,three waiting');
    // At another device.
    tell('ai_step', step('one', 'shared'));
    expect(ids()).toEqual(['three waiting']);
    tell('ai_done', { runId: 'run-three' });
    expect(ids()).toEqual([]);
    off();
    expect(listeners.size).toBe(0);
  });
});
