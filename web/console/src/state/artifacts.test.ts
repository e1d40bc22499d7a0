import type { wire } from '@cogo-chat/client';
import { expect, it } from 'vitest';
import { joined } from './artifacts';

const piece = (artifactId: string, part: wire.Artifact['part'], name?: string): wire.Artifact => ({
  taskId: 't',
  number: 1,
  artifactId,
  name,
  part,
  last: false,
});

it('pieces of one artifact become one text, in order, beside what is no text', () => {
  const pieces = [piece('a', { text: 'one ' }, 'Words'), piece('b', { data: { n: 1 } }), piece('a', { text: 'two' })];
  expect(joined(pieces)).toEqual([
    { id: 'a', name: 'Words', text: 'one two', other: [] },
    { id: 'b', name: undefined, text: '', other: [{ data: { n: 1 } }] },
  ]);
});
