// Puts the style sheets into a package's dist, minified.
import { transform } from 'lightningcss';
import { readFile, writeFile } from 'node:fs/promises';

for (const name of ['styles.css', 'task-form.css']) {
  const source = await readFile(new URL(`../src/${name}`, import.meta.url));
  await writeFile(`dist/${name}`, transform({ filename: name, code: source, minify: true }).code);
}
