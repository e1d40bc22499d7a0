import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bearing } from '../support/bearing.mjs';
import { call, register } from '../support/api.mjs';
import { freePorts } from '../support/ports.mjs';
import { startSystem } from '../support/system.mjs';
import { until } from '../support/wait.mjs';
import { startExecutor } from './executor.mjs';

// `./cogo test a2a`: the conformance kit of A2A, and the Python libraries of A2A and of Standard Webhooks, against a node.
// A2A_PYTHON is a Python that has them, A2A_TCK the folder of the kit.
const PYTHON = process.env.A2A_PYTHON;
const KIT = process.env.A2A_TCK;
const AGENT = fileURLToPath(new URL('../../../docs/examples/pull-agent/agent.mjs', import.meta.url));

// As with the official Python SDK over the same two bindings.
const SKIPPED_AT_MOST = 37;

let system;
let url;
let operator;
let ann;
let session;
let results;
const closing = [];

before(async () => {
  system = await startSystem({ environment: { OPERATOR_EMAILS: 'op@example.org', EGRESS_NETWORKS: 'loopback' } });
  [url] = system.urls;
  const operatorCode = (await readFile(join(system.dataDir, 'keys', 'operator-code'), 'utf8')).trim();
  const body = { email: 'op@example.org', password: 'seven quiet operators', operatorCode };
  operator = (await call(url, 'POST', '/auth/register', { body })).accessToken;
  ann = await register(url, 'Ann');
  session = await call(url, 'POST', '/chat/session', { token: ann.token, body: {} });
  results = await mkdtemp(join(tmpdir(), 'cogo-a2a-'));
});

after(async () => {
  closing.forEach((close) => close());
  await system?.stop();
  if (results) await rm(results, { recursive: true, force: true });
});

const ask = (method, path, body, token = operator) => call(url, method, path, { token, body });

function start(program, args, environment = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  closing.push(() => child.kill('SIGKILL'));
  return child;
}

async function python(script, args, input = '') {
  const child = start(PYTHON, [fileURLToPath(new URL(script, import.meta.url)), ...args]);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  assert.equal(code, 0, `${script} says why`);
}

test('the conformance kit: no MUST fails, and no more of the rest than with the SDK of its authors', async (t) => {
  if (!KIT) return t.skip('A2A_TCK names no folder');
  const executor = await startExecutor();
  closing.push(executor.close);
  await ask('POST', '/admin/agents', { handle: 'tck', kind: 'push', name: 'Executor', url: executor.url });
  // The kit has no credentials, and looks for the card at the root.
  const proxy = await bearing(url, ann.token, (path) => (path.startsWith('/.well-known/') ? `/a2a/tck${path}` : path));
  closing.push(proxy.close);
  // As its own run_tck.py has it, but for where the reports go.
  const args = ['-m', 'pytest', 'tests/compatibility/', '-q', '--tb=short', '-p', 'no:cacheprovider']
    .concat(`--sut-host=${proxy.url}`, '--transport=jsonrpc,http_json')
    .concat(`--compatibility-report=${join(results, 'kit')}`, `--junitxml=${join(results, 'junit.xml')}`);
  const kit = spawn(PYTHON, args, {
    cwd: KIT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  await once(kit, 'close');
  const report = await readFile(join(results, 'junit.xml'), 'utf8');
  const cases = [...report.matchAll(/<testcase [^>]*? name="([^"]*)"[^>]*?(?:\/>|[^/]>(.*?)<\/testcase>)/gs)].map(
    ([, name, inside = '']) => ({ name, inside }),
  );
  const failed = cases.filter(({ inside }) => /<(failure|error)/.test(inside)).map(({ name }) => name);
  const skipped = cases.filter(({ inside }) => inside.includes('type="pytest.skip"') && !/grpc/i.test(inside));
  const expected = cases.filter(({ inside }) => inside.includes('type="pytest.xfail"'));
  t.diagnostic(`${cases.length} cases: ${failed.length} failed, ${skipped.length} skipped without gRPC,`);
  t.diagnostic(`${expected.length} do not do what they may or should: ${expected.map(({ name }) => name)}`);
  assert.ok(cases.length > 200, 'the kit did not run');
  assert.deepEqual(failed, []);
  assert.ok(skipped.length <= SKIPPED_AT_MOST, skipped.map(({ name }) => name).join());
});

for (const binding of ['JSONRPC', 'HTTP+JSON']) {
  test(`the Python client gives a pull agent a task over ${binding}, and answers it`, async () => {
    const handle = binding.startsWith('J') ? 'one' : 'two';
    const { secrets } = await ask('POST', '/admin/agents', {
      handle,
      kind: 'pull',
      name: 'Words',
      skills: [{ taskType: 'word_list' }],
    });
    start(process.execPath, [AGENT], { CHAT_URL: url, AGENT_SECRET: secrets[0].secret });
    await python('client.py', [`${url}/a2a/${handle}`, ann.token, binding]);
  });
}

test('an agent of the Python library asks, is answered, and delivers', async () => {
  const port = await freePorts(1);
  start(PYTHON, [fileURLToPath(new URL('agent.py', import.meta.url)), String(port)]);
  await until(
    'the agent',
    async () => (await fetch(`http://127.0.0.1:${port}/.well-known/agent-card.json`)).ok,
    60_000,
  );
  await ask('POST', '/admin/agents', {
    handle: 'counter',
    kind: 'a2a',
    name: 'Counter',
    url: `http://127.0.0.1:${port}`,
  });
  const { taskId } = await ask(
    'POST',
    '/chat/agent-task',
    { sessionId: session.id, agent: 'counter', taskType: 'count', params: { text: 'one two' } },
    ann.token,
  );
  const reached = (status) =>
    until(status, async () => {
      const task = await ask('GET', `/chat/agent-status?taskId=${taskId}`, undefined, ann.token);
      return task.status === status && task;
    });
  const { question } = await reached('input_required');
  assert.equal(question.text, 'Which language?');
  await ask('POST', `/chat/agent-task/${taskId}/answer`, { inputId: question.inputId, answer: 'words' }, ann.token);
  assert.equal((await reached('completed')).result.summary, '2 words');
  const { items } = await ask('GET', `/chat/agent-task/${taskId}/artifacts`, undefined, ann.token);
  assert.deepEqual(
    items.map(({ part }) => part.text),
    ['one', 'two'],
  );
});

test('the Python library of Standard Webhooks verifies what is told, by both secrets while one takes the place of the other', async () => {
  const received = [];
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    received.push({ headers: request.headers, body });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  closing.push(() => receiver.close());
  const webhook = await ask('POST', '/admin/webhooks', {
    url: `http://127.0.0.1:${receiver.address().port}/hook`,
    events: ['message.created'],
    sessions: [session.id],
  });
  const next = await ask('POST', `/admin/webhooks/${webhook.id}/secret`, { keepSeconds: 3600 });
  await ask('POST', '/chat/message', { sessionId: session.id, content: '등대 "é" \u2028 🗼' }, ann.token);
  await until('the delivery', () => received.length === 1);
  assert.equal(JSON.parse(received[0].body).data.message.content, '등대 "é" \u2028 🗼');
  await python('webhook.py', [webhook.secrets[0].secret, next.secret], JSON.stringify(received[0]) + '\n');
});
