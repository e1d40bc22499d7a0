// The reference of the client and its parts at /docs/sdk/, by TypeDoc out of their sources.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, OptionDefaults, TSConfigReader } from 'typedoc';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** All pages with what they load. */
const MOST_BYTES = 6_000_000;
const MODULES = {
  '@cogo-chat/client': '../sdk/src/index.ts',
  '@cogo-chat/react': '../react/src/index.ts',
  '@cogo-chat/react/parts': '../react/src/parts/index.ts',
  '@cogo-chat/vue': '../vue/src/index.ts',
  '@cogo-chat/vue/parts': '../vue/src/parts/index.ts',
};

/** Chooses light or dark before the page is drawn; the pages' policy wants it in a file. */
const INLINE = /<script>([^]*?)<\/script>/;

export async function writeReference(out) {
  const app = await Application.bootstrapWithPlugins(
    {
      entryPoints: Object.values(MODULES).map(at),
      tsconfig: at('tsconfig.json'),
      name: 'Cogo Chat SDK',
      readme: 'none',
      favicon: at('../console/public/favicon.svg'),
      router: 'structure',
      // The generated types carry what their schemas say.
      blockTags: [...OptionDefaults.blockTags, '@minItems', '@maxItems'],
      navigationLinks: { 'HTTP API': '/docs/', Live: '/docs/live.html' },
      excludeInternal: true,
      excludeExternals: true,
      disableSources: true,
      disableGit: true,
      hideGenerator: true,
      skipErrorChecking: true,
      validation: { notExported: false },
      logLevel: 'Warn',
    },
    [new TSConfigReader()],
  );
  const project = await app.convert();
  if (project === undefined) fail('the reference could not be made');
  const names = Object.fromEntries(
    Object.entries(MODULES).map(([name, file]) => [file.slice(3, -'/index.ts'.length), name]),
  );
  for (const module of project.children) {
    module.name = names[module.name] ?? fail(`no module is called ${module.name}`);
  }
  await app.generateDocs(project, out);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) fail('the reference has faults');
  await tidy(out);
}

function fail(why) {
  throw new Error(why);
}

async function tidy(out) {
  let bytes = 0;
  for (const name of await readdir(out, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const file = join(name.parentPath ?? name.path, name.name);
    const text = await readFile(file, 'utf8');
    bytes += text.length;
    if (!name.name.endsWith('.html')) continue;
    const [, script] = INLINE.exec(text) ?? fail(`${name.name} has no script of its own any more`);
    await writeFile(`${out}/assets/theme.js`, script);
    const base = text.match(/data-base="([^"]*)"/)[1];
    await writeFile(file, text.replace(INLINE, `<script src="${base}assets/theme.js"></script>`));
  }
  if (bytes > MOST_BYTES) fail(`the reference has ${bytes} bytes, more than ${MOST_BYTES}`);
}
