import type { DefineSetupFnComponent } from 'vue';

/** A part without properties of its own, as templates and `h` take it. Left to itself it would take any. */
export type Plain = DefineSetupFnComponent<Record<never, never>>;
