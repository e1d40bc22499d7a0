import type { DefineSetupFnComponent } from 'vue';

/** A part without properties of its own, as templates and `h` take it. Left to itself it would take any. */
export type Plain = DefineSetupFnComponent<Record<never, never>>;

/** Names the parts of a whole for Vue's tools: `CogoMessageAuthor`. */
export function named<T extends Record<string, object>>(whole: string, parts: T): T {
  Object.entries(parts).forEach(([name, part]) => Object.assign(part, { name: `Cogo${whole}${name}` }));
  return parts;
}
