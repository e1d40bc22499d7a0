import { fileURLToPath } from 'node:url';
import { weigh } from '../../sdk/scripts/weigh.mjs';

const at = (file) => fileURLToPath(new URL(`../dist/${file}`, import.meta.url));
const external = [/^@cogo-chat\/client/, 'vue', 'markdown-it'];
await weigh(
  {
    'all composables': { code: `export * from '${at('index.js')}';`, budget: 3_072 },
    'all composables and parts with their styles': {
      code: `export * from '${at('index.js')}'; export * from '${at('parts/index.js')}';`,
      budget: 25_600,
      files: [at('styles.css')],
    },
  },
  { external },
);
