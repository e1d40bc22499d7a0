export { answerIn } from './answers.js';
export type { AiAnswer } from './answers.js';
export { composerOf } from './composer.js';
export type { Composer, ComposerState } from './composer.js';
export { readersOf } from './reads.js';
export { rightTo } from './rights.js';
export { createSearch } from './search.js';
export type { Find, Search, SearchState } from './search.js';
