// What the console costs before anything is shown, gzipped: the page and all that it names. Fails above the budget.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET = 150 * 1024;
const at = (file) => fileURLToPath(new URL(`../dist/${file}`, import.meta.url));
const page = await readFile(at('index.html'), 'utf8');
const files = ['index.html', ...[...page.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, file]) => file)];
const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(at(file)), { level: 9 }).length));
const bytes = sizes.reduce((sum, size) => sum + size, 0);
console.log(`first load: ${bytes} of ${BUDGET} bytes in ${files.length} files, gzipped`);
if (bytes > BUDGET) {
  console.error('the first load is larger than its budget');
  process.exitCode = 1;
}
