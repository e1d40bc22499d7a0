// What the package costs a page, minified and gzipped; fails above the budget.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

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
    budget: 17_408,
  },
};

const folder = await mkdtemp(join(tmpdir(), 'cogo-size-'));
for (const [name, { code, budget }] of Object.entries(uses)) {
  const file = join(folder, 'use.js');
  await writeFile(file, code);
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: file, formats: ['es'], fileName: 'use' },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const entry = output.find((chunk) => chunk.isEntry);
  const bytes = gzipSync(entry.code, { level: 9 }).length;
  console.log(`${name}: ${bytes} of ${budget} bytes, gzipped`);
  if (bytes > budget) {
    console.error(`${name} is larger than its budget`);
    process.exitCode = 1;
  }
}
await rm(folder, { recursive: true });
const lazy = await readFile(new URL('../dist/sockjs.js', import.meta.url));
console.log(`loaded when no WebSocket passes: ${gzipSync(lazy).length} bytes`);
