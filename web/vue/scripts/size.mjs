import { fileURLToPath } from 'node:url';
import { weigh } from '../../sdk/scripts/weigh.mjs';

const at = (file) => fileURLToPath(new URL(`../dist/${file}`, import.meta.url));
const without = [/^@cogo-chat\/client/, 'vue', 'markdown-it'];
await weigh(
  { 'all composables': { code: `export * from '${at('index.js')}';`, budget: 3_072 } },
  { external: without },
);
