import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const KIT = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));

/** The kit needs Node.js 22; COGO_NODE_22 names one where the tests run on an older. */
export const NODE_22 =
  process.env.COGO_NODE_22 ?? (Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : undefined);

/**
 * Runs one scenario of the kit and returns the names of the checks that failed. Those that ask for a tool of the kit's own, which no
 * product has, are left out: it says of them that they could not be made.
 */
export async function conformance(url, scenario, revision) {
  const results = await mkdtemp(join(tmpdir(), 'cogo-mcp-'));
  const child = spawn(
    NODE_22,
    [KIT, 'server', '--url', url, '--scenario', scenario, '--spec-version', revision, '-o', results],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  await once(child, 'close');
  const [file] = (await readdir(results, { recursive: true })).filter((name) => name.endsWith('checks.json'));
  if (!file) return [output];
  const checks = JSON.parse(await readFile(join(results, file), 'utf8'));
  await rm(results, { recursive: true, force: true });
  return checks
    .filter(({ status, details }) => status === 'FAILURE' && !details?.untestable)
    .map(({ id, errorMessage }) => `${id}: ${errorMessage}`);
}
