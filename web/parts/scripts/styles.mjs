// Puts the style sheet into a package's dist, without what only its writers read.
import { readFile, writeFile } from 'node:fs/promises';

const source = await readFile(new URL('../src/styles.css', import.meta.url), 'utf8');
await writeFile('dist/styles.css', source.replace(/\/\*[^]*?\*\/\n*/g, ''));
