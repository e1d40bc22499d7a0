import type { wire } from '@cogo-chat/client';
import { expect, test } from 'vitest';
import { passed, told, type BoardState } from './board';

const none: BoardState = { nodes: [], cluster: undefined, samples: [] };

function status(node: string, change: Partial<wire.NodeStatus> = {}): wire.NodeStatus {
  return {
    node,
    version: 'Cogo Chat 1',
    roles: ['chat'],
    startedAt: '2026-11-23T08:00:00Z',
    at: '2026-11-23T08:03:00Z',
    unwell: [],
    cpu: 0.1,
    heapUsedBytes: 1,
    heapMaxBytes: 2,
    people: 3,
    sockets: 4,
    messagesPerSecond: 5,
    deliveriesPerSecond: 6,
    errorsPerMinute: 0,
    ...change,
  };
}

test('nodes are summed up, and the slowest says how long deliveries take', () => {
  const one = told(none, status('b', { deliveryMedianMs: 1, deliveryP99Ms: 9 }), 0);
  expect(one.samples).toHaveLength(1);
  const two = passed(told(one, status('a', { deliveryP99Ms: 4 }), 0), 2_000);
  expect(two.nodes.map((line) => line.status.node)).toEqual(['a', 'b']);
  expect(two.samples.at(-1)).toEqual({
    people: 6,
    sockets: 8,
    messages: 10,
    deliveries: 12,
    errors: 0,
    median: 1,
    p99: 9,
  });
});

test('a node that tells nothing any more is silent, does not count, and goes at last', () => {
  const both = told(told(none, status('a'), 0), status('b'), 9_000);
  const later = passed(both, 10_000);
  expect(later.nodes.map(({ silent }) => silent)).toEqual([true, false]);
  expect(later.samples.at(-1)?.people).toBe(3);
  const last = passed(told(later, status('b'), 61_000), 61_000);
  expect(last.nodes.map((line) => line.status.node)).toEqual(['b']);
});

test('when nothing comes the last figures stay', () => {
  const state = told(none, status('a'), 0);
  const later = passed(state, 120_000);
  expect(later.nodes.map(({ silent }) => silent)).toEqual([true]);
  expect(later.samples).toEqual(state.samples);
});

test('two minutes are kept', () => {
  let state = told(none, status('a'), 0);
  for (let at = 0; at < 200_000; at += 2_000) {
    state = passed(told(state, status('a'), at), at);
  }
  expect(state.samples).toHaveLength(60);
});
