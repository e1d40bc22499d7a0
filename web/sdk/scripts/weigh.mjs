// What uses of a package cost a page, minified and gzipped; fails above their budgets.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/**
 * @param {Record<string, {code: string, budget: number, files?: string[]}>} uses by name: what a page would write, what it may cost in
 *     bytes, and the files that it loads beside it
 * @param {{external?: (string | RegExp)[], resolve?: object}} options `external` is what is not counted
 */
export async function weigh(uses, { external = [], resolve = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cogo-size-'));
  for (const [name, { code, budget, files = [] }] of Object.entries(uses)) {
    const file = join(folder, 'use.js');
    await writeFile(file, code);
    const [{ output }] = await build({
      configFile: false,
      logLevel: 'silent',
      resolve,
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        write: false,
        target: 'es2022',
        lib: { entry: file, formats: ['es'], fileName: 'use' },
        rolldownOptions: { external, output: { minify: true } },
      },
    });
    const beside = await Promise.all(files.map((path) => readFile(path)));
    const bytes = [...loadedBy(output), ...beside].reduce((sum, text) => sum + gzipped(text), 0);
    console.log(`${name}: ${bytes} of ${budget} bytes, gzipped`);
    if (bytes > budget) {
      console.error(`${name} is larger than its budget`);
      process.exitCode = 1;
    }
  }
  await rm(folder, { recursive: true });
}

/** The code that is there before anything of it runs: the entry and what it imports, not what it imports later. */
function loadedBy(output) {
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set([output.find(({ isEntry }) => isEntry).fileName]);
  for (const name of needed) {
    chunks.get(name).imports.forEach((other) => chunks.has(other) && needed.add(other));
  }
  return [...needed].map((name) => chunks.get(name).code);
}
