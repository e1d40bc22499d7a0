// @vitest-environment node
import { expect, it } from 'vitest';
import { isSubmit } from './field.js';

it('the key that ends a composed word sends nothing, whatever a browser calls it', () => {
  const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };
  expect(isSubmit(enter)).toBe(true);
  expect(isSubmit({ ...enter, shiftKey: true })).toBe(false);
  expect(isSubmit({ ...enter, isComposing: true })).toBe(false);
  expect(isSubmit({ ...enter, keyCode: 229 })).toBe(false);
});
