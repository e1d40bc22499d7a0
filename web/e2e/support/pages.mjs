import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const fileAt = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** The files of an example page by their path, built as its readers would build it; one without packages needs no build. */
export async function buildExample(name) {
  const folder = await mkdtemp(join(tmpdir(), 'cogo-page-'));
  try {
    const source = fileAt(`docs/examples/${name}`);
    if (!existsSync(join(source, 'package.json'))) {
      return new Map([['index.html', await readFile(join(source, 'index.html'))]]);
    }
    await cp(source, folder, { recursive: true });
    // What npm would have installed beside it.
    await symlink(fileAt('web/node_modules'), join(folder, 'node_modules'));
    const { output } = await build({ root: folder, base: `/${name}/`, logLevel: 'error', build: { write: false } });
    return new Map(output.map(({ fileName, code, source }) => [fileName, code ?? source]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Puts an example page under its name at a server's address. */
export async function serveExample(context, url, name, files) {
  await context.route(`${url}/${name}/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice(name.length + 2) || 'index.html';
    const body = files.get(path);
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: TYPES[path.split('.').at(-1)], body: Buffer.from(body) });
  });
}
