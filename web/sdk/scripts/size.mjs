import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { weigh } from './weigh.mjs';

const dist = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const uses = {
  'one error class': { code: `export { ChatError } from '${dist}';`, budget: 1_000 },
  core: { code: `export { createCore, tokenAuth } from '${dist}';`, budget: 12_288 },
  'core with outbox and cache on disk': {
    code: `export { createCore, tokenAuth, indexedDbStorage } from '${dist}';`,
    budget: 16_384,
  },
  'the whole client with logins, outbox and cache': {
    code: `export { createChat, passwordAuth, indexedDbStorage } from '${dist}';`,
    budget: 18_432,
  },
};

await weigh(uses);
const lazy = await readFile(new URL('../dist/sockjs.js', import.meta.url));
console.log(`loaded when no WebSocket passes: ${gzipSync(lazy).length} bytes`);
