// The last words of `./cogo test`, from reports as Surefire, Node.js and Vitest write them.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cogo = fileURLToPath(new URL('../../cogo', import.meta.url));

const reports = {
  'TEST-Surefire.xml': `<testsuite tests="5" errors="1" failures="2">
  <testcase name="holds" classname="dev.cogo.ATest" time="0.1"/>
  <testcase name="fails{Duration}[1]" classname="dev.cogo.ATest" time="0.1">
    <failure message="expected: &lt;1&gt;" type="AssertionError"><![CDATA[at <testcase name="no"> <failure> x]]></failure>
    <system-out><![CDATA[<error>]]></system-out>
  </testcase>
  <testcase name="ends" classname="dev.cogo.BTest" time="0.1">
    <error type="Error"/>
    <failure type="Error"/>
  </testcase>
  <testcase name="waits" classname="dev.cogo.BTest"><skipped message="no root here"/></testcase>
</testsuite>`,
  'node.xml': `<testsuites>
	<testcase name="says &amp;quot;yes&amp;quot;
 &amp; 예" time="0.1" classname="test" file="/home/x/e2e/a.test.mjs" failure="1 == 2">
		<failure type="testCodeFailure" message="1 == 2">
a &lt;failure>
		</failure>
	</testcase>
</testsuites>`,
  'vitest.xml': `<testsuites><testsuite>
  <testcase classname="src/state/richtext.test.ts" name="links &gt; end" time="0.1"><failure message="m">t</failure></testcase>
</testsuite></testsuites>`,
};

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cogo-reports-'));
  for (const [name, text] of Object.entries(reports)) {
    await writeFile(join(folder, name), text);
  }
});

after(() => rm(folder, { recursive: true }));

async function run(commands, path = process.env.PATH) {
  const { stdout } = await promisify(execFile)('bash', ['-c', `. "$1"; ${commands}`, 'test', cogo], {
    env: { ...process.env, PATH: path, FOLDER: folder },
  });
  return stdout.trim().split('\n');
}

for (const awk of ['awk', 'mawk', 'gawk', 'original-awk'].filter(which)) {
  const program = which(awk);
  test(`each test that failed is named, with ${awk}`, async () => {
    const bin = await mkdtemp(join(folder, 'bin-'));
    await symlink(program, join(bin, 'awk'));
    const lines = await run('count Part "$FOLDER"; broken "types."; summary', `${bin}:${process.env.PATH}`);
    assert.deepEqual(lines.slice(0, 5).sort(), [
      'FAILED Part: a.test.mjs: says "yes" & 예',
      'FAILED Part: dev.cogo.ATest: fails{Duration}[1]',
      'FAILED Part: dev.cogo.BTest: ends',
      'FAILED Part: src/state/richtext.test.ts: links > end',
      'FAILED types.',
    ]);
    assert.equal(lines[5], 'total: 1 passed, 5 failed, 1 skipped');
  });
}

test('a part without any test has failed', async () => {
  assert.deepEqual(await run('count Part "$FOLDER/none"; summary'), [
    'FAILED Part: no test ran',
    'total: 0 passed, 1 failed, 0 skipped',
  ]);
});

test('of very many, the first are named and the rest counted', async () => {
  const lines = await run('for i in {1..60}; do broken "$i"; done; summary');
  assert.equal(lines.length, 52);
  assert.equal(lines[49], 'FAILED 50');
  assert.deepEqual(lines.slice(50), ['... and 10 more', 'total: 0 passed, 60 failed, 0 skipped']);
});

test('nothing is named when nothing failed', async () => {
  assert.deepEqual(await run('summary'), ['total: 0 passed, 0 failed, 0 skipped']);
});

function which(program) {
  try {
    return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
