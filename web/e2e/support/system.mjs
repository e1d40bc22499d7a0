import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePorts } from './ports.mjs';
import { until } from './wait.mjs';

// Quick to start: the tests' nodes live for seconds.
export const JVM = (process.env.COGO_JVM ?? '-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1').split(' ');
// Unpacking PostgreSQL takes longer than starting everything else. The Java tests use the same folder.
const POSTGRES = fileURLToPath(new URL('../../../node/target/pg-bin', import.meta.url));

// A database that was made before, and its keys.
const DATA = process.env.COGO_DATA;
const copied = DATA
  ? access(DATA).then(
      () => true,
      () => false,
    )
  : Promise.resolve(false);

/**
 * Starts the program as a user would, with a data folder of its own, and waits until every node is ready.
 *
 * @param {{nodes?: number, environment?: Record<string, string>, args?: string[]}} options
 */
export async function startSystem({ nodes = 1, environment = {}, args = [] } = {}) {
  const jar = process.env.COGO_JAR;
  if (!jar) throw new Error('COGO_JAR must name the runnable jar; ./cogo test sets it');
  const dataDir = await mkdtemp(join(tmpdir(), 'cogo-e2e-'));
  await mkdir(POSTGRES, { recursive: true });
  await symlink(POSTGRES, join(dataDir, 'pg-bin'));
  // PostgreSQL wants to own its files, whoever runs this.
  if (await copied) await promisify(execFile)('cp', ['-a', join(DATA, 'pg'), join(DATA, 'keys'), dataDir]);
  const first = await freePorts(3 * nodes);
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const child = spawn(java, [...JVM, '-jar', jar, '--nodes', String(nodes), ...args], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HTTP_PORT: String(first),
      CLUSTER_PORT: String(first + nodes),
      CLUSTER_BUS_PORT: String(first + 2 * nodes),
      CHAT_RATE_LIMIT_PER_MINUTE: '100000',
      SESSIONS_PER_HOUR: '100000',
      PEOPLE_PER_HOUR: '100000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (log += text));
  }
  const urls = Array.from({ length: nodes }, (_, i) => `http://127.0.0.1:${first + i}`);
  const system = {
    urls,
    dataDir,
    log: () => log,
    /** The process of the node that serves `url`. */
    pidOf(url) {
      const found = log.match(new RegExp(`node on port ${new URL(url).port} is process (\\d+)`));
      if (!found) throw new Error(`no process for ${url} in the log`);
      return Number(found[1]);
    },
    /** kill -9 of PostgreSQL, all of its processes at one moment; the system starts another. */
    async killDatabase() {
      const main = Number((await readFile(join(dataDir, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0]);
      // One that is stopped starts no further process, so that the list is complete.
      process.kill(main, 'SIGSTOP');
      const children = await readFile(`/proc/${main}/task/${main}/children`, 'utf8');
      for (const pid of [...children.trim().split(' ').map(Number), main]) process.kill(pid, 'SIGKILL');
    },
    /** Stops it as Ctrl-C does and returns its exit code. */
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        await exit;
      }
      await rm(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
  };
  try {
    for (const url of urls) {
      await until(
        `${url} to be ready`,
        async () => {
          if (child.exitCode !== null) throw new Error('the program has ended');
          return (await fetch(`${url}/health/ready`)).ok;
        },
        120_000,
      );
    }
    return system;
  } catch (error) {
    await system.stop();
    throw new Error(`the system did not start:\n${log}`, { cause: error });
  }
}
