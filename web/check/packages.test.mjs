// The packages as others get them: packed, unpacked in an empty folder, looked at, compiled against and bundled. They have to be built.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { rolldown } from 'rolldown';

const web = fileURLToPath(new URL('../', import.meta.url));
const PACKAGES = ['sdk', 'parts', 'react', 'vue'];
/** What can't load modules can't load these. */
const OLD = ['node10', 'node16-cjs'];

let folder;
let packed;

/** What npm leaves in an empty folder that asks for the packages, without asking the network for what they need. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cogo-packages-'));
  const pack = [
    'pack',
    '--json',
    '--ignore-scripts',
    '--pack-destination',
    folder,
    ...PACKAGES.map((name) => `./${name}`),
  ];
  const made = JSON.parse(
    execFileSync('npm', pack, { cwd: web, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  packed = await Promise.all(
    Object.values(made).map(async ({ name, filename }) => {
      const place = join(folder, 'node_modules', name);
      await mkdir(place, { recursive: true });
      execFileSync('tar', ['-xzf', join(folder, filename), '-C', place, '--strip-components=1']);
      return {
        name,
        place,
        tarball: new Uint8Array(await readFile(join(folder, filename))),
      };
    }),
  );
  const there = await readdir(join(web, 'node_modules'));
  for (const name of there.filter((entry) => !entry.startsWith('.') && entry !== '@cogo-chat')) {
    await symlink(join(web, 'node_modules', name), join(folder, 'node_modules', name));
  }
  await cp(join(web, 'check/fresh'), join(folder, 'fresh'), { recursive: true });
});

after(() => rm(folder, { recursive: true, force: true }));

test('they are packed as bundlers and Node.js want it', async () => {
  for (const { tarball } of packed) {
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: tarball.buffer } });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  }
});

test('their types are found where their code is', async () => {
  for (const { name, tarball } of packed) {
    const options = { excludeEntrypoints: ['./styles.css', './task-form.css', './package.json'] };
    const { problems, types } = await checkPackage(createPackageFromTarballData(tarball), options);
    assert.ok(types, `${name} has types`);
    assert.deepEqual(
      problems.filter(({ resolutionKind }) => !OLD.includes(resolutionKind)),
      [],
      name,
    );
  }
});

test('a fresh project that is strict compiles against them, libraries and all', () => {
  const tsc = join(web, 'node_modules/.bin/tsc');
  try {
    execFileSync(tsc, ['-p', '.'], { cwd: join(folder, 'fresh'), encoding: 'utf8' });
  } catch ({ stdout }) {
    assert.fail(stdout);
  }
});

test('nothing that they declare is any', async () => {
  const found = [];
  for (const { name, place } of packed) {
    for (const file of await readdir(join(place, 'dist'), { recursive: true })) {
      if (!file.endsWith('.d.ts')) continue;
      const text = (await readFile(join(place, 'dist', file), 'utf8'))
        .replace(/\/\*[^]*?\*\/|\/\/.*|'[^'\n]*'|"[^"\n]*"/g, '')
        // What Vue writes into each component's type where it knows nothing more.
        .replace(/RendererElement, \{\s*\[key: string\]: any;\s*\}>/g, '')
        .replace(/\bon[A-Z]\w*\?: \(\([^()]*\) => any\) \| undefined/g, '')
        .replace(/ComponentProvideOptions, (?:true|false), \{\}, any>/g, '');
      if (/\bany\b/.test(text)) found.push(`${name}/${file}: ${text.match(/.*\bany\b.*/)[0].trim()}`);
    }
  }
  assert.deepEqual(found, []);
});

describe('who imports one name does not get the rest', () => {
  /** The code of a page that has this one line, in bytes. What it needs of others stays outside. */
  async function bytesOf(code) {
    const bundle = await rolldown({
      input: 'page',
      external: (id) => id !== 'page' && !/^(@cogo-chat|\.|\/)/.test(id),
      plugins: [
        {
          name: 'page',
          resolveId: (id) => (id === 'page' ? join(folder, 'fresh/page.js') : undefined),
          load: (id) => (id.endsWith('fresh/page.js') ? code : undefined),
        },
      ],
    });
    const { output } = await bundle.generate({ minify: true });
    await bundle.close();
    return output.find(({ isEntry }) => isEntry).code.replace(/^import[^;]*;/gm, '').length;
  }

  for (const [from, name, most] of [
    ['@cogo-chat/client', 'ChatError', 1_000],
    ['@cogo-chat/client', 'tokenAuth', 2_500],
    ['@cogo-chat/parts', 'titleOf', 1_500],
    ['@cogo-chat/react', 'useConnection', 1_000],
    ['@cogo-chat/react/parts', 'ConnectionBanner', 6_000],
    ['@cogo-chat/vue', 'useConnection', 1_500],
    ['@cogo-chat/vue/parts', 'ConnectionBanner', 6_000],
  ]) {
    test(`${name} of ${from}`, async () => {
      const bytes = await bytesOf(`import { ${name} } from '${from}'; console.log(${name});`);
      assert.ok(bytes < most, `${bytes} bytes`);
      assert.equal(await bytesOf(`import '${from}';`), 0, 'nothing for no name');
    });
  }
});
