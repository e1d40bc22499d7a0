// The part of first-day.sh that an operator and people do.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { call } from '../../web/e2e/support/api.mjs';
import { freePorts } from '../../web/e2e/support/ports.mjs';
import { browse, clientOf, startProvider } from '../../web/e2e/support/provider.mjs';
import { until } from '../../web/e2e/support/wait.mjs';

const require = createRequire(new URL('../../web/e2e/package.json', import.meta.url));
const { SMTPServer } = require('smtp-server');

const { WORK, DATABASE_PORT, COGO_JAR, NEXT_JAR = COGO_JAR, JAVA_HOME } = process.env;
const JAVA = JAVA_HOME ? join(JAVA_HOME, 'bin', 'java') : 'java';
const JVM = ['-Xmx400m', '-XX:TieredStopAtLevel=1'];
const NODES = 3;
const PASSWORD = 'seven quiet lighthouses';
const SOON = 120_000;

const step = (text) => console.log(`- ${text}`);
const http = await freePorts(NODES);
const member = await freePorts(NODES);
const bus = await freePorts(NODES);
const urls = Array.from({ length: NODES }, (_, i) => `https://localhost:${http + i}`);
const mails = [];
const running = [];

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let text = '';
    stream.on('data', (part) => (text += part));
    stream.on('end', () => {
      mails.push({ to: session.envelope.rcptTo[0].address, text: text.replace(/=\r\n/g, '').replace(/=3D/g, '=') });
      done();
    });
  },
});
smtp.listen(0, '127.0.0.1');
await once(smtp.server, 'listening');
const provider = await startProvider();
await provider.open({
  redirect_uris: [`${urls[0]}/auth/sso/callback`],
  backchannel_logout_uri: `${urls[0]}/auth/sso/corp/logout`,
});

/** What stands in /etc/cogo/cogo.env of a node. */
const settings = (i) => ({
  DATA_DIR: join(WORK, `node${i}`),
  DATABASE_URL: `postgresql://cogo:secret@localhost:${DATABASE_PORT}/cogo?sslmode=verify-full&sslrootcert=${WORK}/ca.crt`,
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: String(http + i),
  HTTP_TLS_CERT: join(WORK, 'nodes.crt'),
  HTTP_TLS_KEY: join(WORK, 'nodes.key'),
  PUBLIC_URL: urls[0],
  CLUSTER: 'true',
  CLUSTER_HOST: '127.0.0.1',
  CLUSTER_PORT: String(member + i),
  CLUSTER_BUS_PORT: String(bus + i),
  CLUSTER_SEEDS: Array.from({ length: NODES }, (_, j) => `127.0.0.1:${member + j}`).join(','),
  AGENT_SERVICE_TOKEN: 'a-token-that-all-nodes-and-agents-have',
  REGISTRATION: 'closed',
  SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`,
  MAIL_FROM: 'Cogo Chat <chat@example.org>',
  SSO_REGISTRATION: 'corp',
  CHAT_RATE_LIMIT_PER_MINUTE: '100000',
  ...clientOf(provider.issuer),
});

const command = async (environment, ...args) =>
  (await promisify(execFile)(JAVA, [...JVM, '-jar', COGO_JAR, ...args], { env: { ...process.env, ...environment } })).stdout;

function start(i, jar, environment = settings(i)) {
  const child = spawn(JAVA, [...JVM, '-jar', jar], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const node = { child, log: '' };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (node.log += text));
  running[i] = node;
  return node;
}

const ready = (url) => until(`${url} to be ready`, async () => (await fetch(`${url}/health/ready`)).ok, SOON);

async function stop(i) {
  const { child } = running[i];
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

try {
  await command({ KEYS_DIR: join(WORK, 'keys'), AGENT_SERVICE_TOKEN: settings(0).AGENT_SERVICE_TOKEN }, 'make-keys');
  for (let i = 0; i < NODES; i++) {
    await mkdir(join(WORK, `node${i}`), { mode: 0o700 });
    await cp(join(WORK, 'keys'), join(WORK, `node${i}`, 'keys'), { recursive: true });
  }
  step('keys are made once and copied to three nodes');

  const before = await promisify(execFile)(JAVA, [...JVM, '-jar', COGO_JAR, 'doctor'], {
    env: { ...process.env, ...settings(0) },
  }).catch((found) => found);
  assert.match(before.stdout, /database: /);
  assert.doesNotMatch(before.stdout, /secret/);
  step(`doctor, before anything runs: ${before.stdout.split('\n').filter((line) => line.startsWith('BAD')).join(' | ') || 'all is well'}`);

  for (let i = 0; i < NODES; i++) start(i, COGO_JAR);
  await Promise.all(urls.map(ready));
  step('three nodes serve HTTPS with a certificate that is verified, on a database whose certificate is');

  const made = await command(settings(0), 'user', 'create', '--operator', '--name', 'Ann', 'ann@example.org');
  const token = made.match(/#\/password\/([\w-]+)/)[1];
  await call(urls[1], 'POST', '/auth/password/reset', { body: { token, password: PASSWORD } });
  const login = (email, password) => call(urls[2], 'POST', '/auth/login', { body: { email, password } });
  const ann = await login('ann@example.org', PASSWORD);
  assert.equal(ann.user.operator, true);
  step('the first operator is made by a command, and chooses a password by the link');

  await call(urls[0], 'POST', '/auth/password/forgot', { body: { email: 'ann@example.org' } });
  await until('a mail', () => mails.find((mail) => mail.to === 'ann@example.org' && mail.text.includes(urls[0])), SOON);
  step('a forgotten password is mailed a link');

  provider.people.set('ben', { email: 'ben@example.org', email_verified: true, name: 'Ben', groups: [] });
  const codeVerifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const page = encodeURIComponent(`${urls[0]}/`);
  const back = await browse(
    `${urls[0]}/auth/sso/corp?redirectTo=${page}&codeChallenge=${challenge}`,
    'ben',
    (url) => url.startsWith(`${urls[0]}/?`) && url.includes('code='),
  );
  const code = new URL(back).searchParams.get('code');
  const ben = await call(urls[1], 'POST', '/auth/sso/token', { body: { code, codeVerifier } });
  step('Ben logs in by single sign-on, and has an account though registration is closed');

  const cleo = await call(urls[0], 'POST', '/admin/users', {
    token: ann.accessToken,
    body: { email: 'cleo@example.org', displayName: 'Cleo' },
  });
  await command(settings(1), 'user', 'disable', 'ben@example.org');
  await until(
    'Ben to be out',
    async () => (await fetch(`${urls[2]}/auth/me`, { headers: { authorization: `Bearer ${ben.accessToken}` } })).status === 401,
    SOON,
  );
  await command(settings(1), 'user', 'enable', 'ben@example.org');
  step(`Cleo (${(cleo.user ?? cleo).email}) has an account by an operator; Ben was shut out on all nodes by a command, and let in again`);

  const session = await call(urls[0], 'POST', '/chat/session', { token: ann.accessToken, body: { title: 'First day' } });
  const sent = [];
  const failed = { count: 0 };
  let talking = true;
  // As a client does it: the same id until it is acknowledged, by whichever node answers.
  const talk = async (who) => {
    for (let i = 0; talking; i++) {
      const body = { sessionId: session.id, content: `${who} ${i}`, clientMessageId: randomUUID() };
      for (let attempt = 0; ; attempt++) {
        try {
          const url = urls[(i + attempt) % NODES];
          await call(url, 'POST', '/chat/message', { token: ann.accessToken, body });
          break;
        } catch {
          failed.count++;
          await new Promise((next) => setTimeout(next, 100));
        }
      }
      sent.push(body.content);
      await new Promise((next) => setTimeout(next, 20));
    }
  };
  const talkers = ['a', 'b', 'c'].map(talk);
  await until('some messages', () => sent.length > 50, SOON);

  const file = join(WORK, 'backup.zip');
  const acknowledged = [...sent];
  await command(settings(0), 'backup', file);
  step(`a backup while people talk, after ${acknowledged.length} messages`);

  for (let i = 0; i < NODES; i++) {
    await stop(i);
    start(i, NEXT_JAR);
    await ready(urls[i]);
  }
  await until('messages by the new nodes', (length = sent.length) => sent.length > length + 20 || sent.length > 400, SOON);
  talking = false;
  await Promise.all(talkers);
  const history = [];
  for (let after = 0; ; ) {
    const { items } = await call(urls[0], 'GET', `/chat/history/${session.id}?limit=100&after=${after}`, { token: ann.accessToken });
    if (items.length === 0) break;
    history.push(...items);
    after = items.at(-1).seq;
  }
  assert.deepEqual(
    history.map((message) => message.seq),
    history.map((_, i) => i + 1),
    'one dense order',
  );
  assert.deepEqual(history.map((message) => message.content).sort(), [...sent].sort(), 'each message once');
  step(`one node after the other was updated while people talked: ${sent.length} messages, each once, in one dense order; ${failed.count} calls were sent again`);

  const beside = { DATA_DIR: join(WORK, 'beside'), HTTP_PORT: String(await freePorts(1)), REGISTRATION: 'closed' };
  await mkdir(beside.DATA_DIR, { mode: 0o700 });
  await cp(join(WORK, 'keys'), join(beside.DATA_DIR, 'keys'), { recursive: true });
  await command(beside, 'restore', file);
  start(NODES, COGO_JAR, beside);
  const other = `http://127.0.0.1:${beside.HTTP_PORT}`;
  await ready(other);
  // The keys are the same, so is the login.
  const kept = await call(other, 'GET', `/chat/history/${session.id}?limit=100`, { token: ann.accessToken });
  const last = kept.items.at(-1).seq;
  assert.ok(last >= acknowledged.length, `${last} of ${acknowledged.length} messages were restored`);
  step(`the backup restored in another folder has ${last} messages, and Ann is still logged in`);

  const complaints = running
    .flatMap((node) => node.log.split('\n'))
    .filter((line) => line.includes(' ERROR '));
  assert.deepEqual(complaints, []);
  step('no node wrote an ERROR');
} catch (error) {
  for (const [i, node] of running.entries()) console.error(`node ${i}:\n${node.log.split('\n').slice(-25).join('\n')}`);
  console.error(await readFile(join(WORK, 'database.log'), 'utf8').then((text) => text.slice(-2000)));
  throw error;
} finally {
  await Promise.all(running.map(({ child }, i) => child.exitCode === null && stop(i)));
  provider.close();
  smtp.close();
}
