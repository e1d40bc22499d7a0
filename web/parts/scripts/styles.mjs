// Puts the style sheets into a package's dist, without what only their writers read.
import { readFile, writeFile } from 'node:fs/promises';

for (const name of ['styles.css', 'task-form.css']) {
  const source = await readFile(new URL(`../src/${name}`, import.meta.url), 'utf8');
  await writeFile(`dist/${name}`, source.replace(/\/\*[^]*?\*\/\n*/g, ''));
}
