// The pages at /docs/: the OpenAPI document by Redoc, the AsyncAPI document as it is in HTML, the client's reference by TypeDoc. What is loaded comes from the server
// itself and is named by its content.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { livePage } from './live.mjs';
import { writeReference } from './sdk.mjs';

const require = createRequire(import.meta.url);
const here = new URL('../', import.meta.url);
const dist = new URL('dist/', here);
const documents = new URL('../../schema/src/main/resources/', here);

await rm(dist, { recursive: true, force: true });
await mkdir(new URL('assets/', dist), { recursive: true });

/** Writes a file that browsers may keep for ever, and gives its path. */
async function asset(name, content) {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 10);
  const file = name.replace(/(\.\w+)$/, `-${hash}$1`);
  await writeFile(new URL(`assets/${file}`, dist), content);
  return `/docs/assets/${file}`;
}

const bundle = require.resolve('redoc/bundles/redoc.standalone.js');
// The one thing that it would ask another host for.
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini\.svg/g;
const EMPTY = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
const source = await readFile(bundle, 'utf8');
if (!LOGO.test(source)) throw new Error('Redoc asks no other host for its logo any more: let it be');
const redoc = await asset('redoc.js', source.replace(LOGO, EMPTY));
await asset('redoc.LICENSE.txt', await readFile(`${bundle}.LICENSE.txt`));
const start = await asset('http.js', await readFile(new URL('src/http.js', here)));
const style = await asset('docs.css', await readFile(new URL('src/docs.css', here)));

const page = (title, current, body, scripts = []) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Cogo Chat</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="${style}">
<header><strong>Cogo Chat</strong>
<a href="/docs/"${current === 'http' ? ' aria-current="page"' : ''}>HTTP API</a>
<a href="/docs/live.html"${current === 'live' ? ' aria-current="page"' : ''}>Live</a>
<a href="/docs/sdk/">SDK</a>
<a href="/openapi.yaml">openapi.yaml</a> <a href="/asyncapi.yaml">asyncapi.yaml</a></header>
${body}
${scripts.map((src) => `<script src="${src}"></script>`).join('\n')}
</html>
`;

const asyncapi = parse(await readFile(new URL('asyncapi/cogo.yaml', documents), 'utf8'));
await writeFile(new URL('index.html', dist), page('HTTP API', 'http', '<div id="api"></div>', [redoc, start]));
await writeFile(new URL('live.html', dist), page('Live', 'live', `<div class="live">${livePage(asyncapi)}</div>`));
await writeReference(fileURLToPath(new URL('sdk', dist)));
