import { expect, it } from 'vitest';
import { bob, me, session } from '../testing/samples';
import { titleOf } from './sessions';

it('a session is called by its title, else by the others', () => {
  expect(titleOf(session({ title: 'Trip' }), me)).toBe('Trip');
  expect(titleOf(session(), me)).toBe('Bob');
  expect(titleOf(session({ kind: 'direct' }), bob)).toBe('Minji');
  expect(titleOf(session({ memberCount: 140 }), me)).toBe('Bob and 138 more');
  expect(titleOf(session({ members: [], memberCount: 1 }), me)).toBe('Just you');
});
