import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { call, register } from './support/api.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// An agent of a customer: it takes tasks and reports only when the test says so.
const deliveries = [];
const agent = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    deliveries.push({ ...JSON.parse(body), authorization: request.headers.authorization });
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ status: 'accepted' }));
  });
});
let system;

before(async () => {
  await new Promise((resolve) => agent.listen(0, '127.0.0.1', resolve));
  system = await startSystem({
    nodes: 3,
    environment: { AGENT_URL: `http://127.0.0.1:${agent.address().port}` },
  });
});

after(async () => {
  await system?.stop();
  agent.close();
});

test('a task survives kill -9 of the node that delegated it', async () => {
  const owner = await register(system.urls[0], 'Owner');
  const { token } = owner;
  const session = await call(system.urls[0], 'POST', '/chat/session', { token, body: { title: 'Work' } });
  const { taskId } = await call(system.urls[0], 'POST', '/chat/agent-task', {
    token,
    body: { sessionId: session.id, taskType: 'survive', params: {} },
  });

  const first = await until('the first delivery', () => deliveries.find((d) => d.taskId === taskId));
  const delegator = new URL(first.callbackUrl).origin;
  assert.ok(system.urls.includes(delegator), `${delegator} is one of the nodes`);
  process.kill(system.pidOf(delegator), 'SIGKILL');

  const second = await until(
    'another node to take the task over',
    () => deliveries.find((d) => d.taskId === taskId && new URL(d.callbackUrl).origin !== delegator),
    90_000,
  );
  const survivor = new URL(second.callbackUrl).origin;
  const report = { eventId: 'end', type: 'result', result: { summary: 'It is done.' } };
  const agentToken = second.authorization.replace('Bearer ', '');
  const reported = await call(survivor, 'POST', new URL(second.callbackUrl).pathname, {
    token: agentToken,
    body: report,
  });
  assert.equal(reported.status, 'completed');

  const results = await until('the result in the chat', async () => {
    const history = await call(survivor, 'GET', `/chat/history/${session.id}`, { token });
    const found = history.items.filter((message) => message.messageType === 'agent_result');
    return found.length > 0 && found;
  });
  assert.deepEqual(
    results.map((message) => [message.content, message.metadata.status]),
    [['It is done.', 'completed']],
  );
  const status = await call(survivor, 'GET', `/chat/agent-status?taskId=${taskId}`, { token });
  assert.equal(status.status, 'completed');
});
