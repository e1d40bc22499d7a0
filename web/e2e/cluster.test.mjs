import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { call, register } from './support/api.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

const MESSAGES_PER_MINUTE = 20;

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
    environment: {
      AGENT_URL: `http://127.0.0.1:${agent.address().port}`,
      CHAT_RATE_LIMIT_PER_MINUTE: String(MESSAGES_PER_MINUTE),
    },
  });
});

after(async () => {
  await system?.stop();
  agent.close();
});

test('what one node knows, all know: accounts, tokens, sessions', async () => {
  const [one, two, three] = system.urls;
  const ann = await register(one, 'Ann');
  const session = await call(two, 'POST', '/chat/session', { token: ann.token, body: { title: 'Shared' } });
  const seen = await call(three, 'GET', `/chat/session/${session.id}`, { token: ann.token });
  assert.equal(seen.title, 'Shared');
  const body = { email: ann.email, password: ann.password };
  const login = await call(three, 'POST', '/auth/login', { body });
  assert.equal(login.user.id, ann.id);
});

test('senders at three nodes make one dense order', async () => {
  const people = await Promise.all(['Ann', 'Ben', 'Cid'].map((name, i) => register(system.urls[i], name)));
  const session = await call(system.urls[0], 'POST', '/chat/session', {
    token: people[0].token,
    body: { title: 'Order', members: people.slice(1).map((person) => person.email) },
  });
  await Promise.all(
    people.map(async ({ token }, i) => {
      for (let n = 0; n < 10; n++) {
        const content = `${i} says ${n}`;
        await call(system.urls[i], 'POST', '/chat/message', { token, body: { sessionId: session.id, content } });
      }
    }),
  );
  const { items } = await call(system.urls[2], 'GET', `/chat/history/${session.id}`, { token: people[2].token });
  assert.deepEqual(
    items.map((message) => message.seq),
    Array.from({ length: 30 }, (_, i) => i + 1),
  );
  for (let i = 0; i < people.length; i++) {
    const own = items.filter((message) => message.userId === people[i].id).map((message) => message.content);
    assert.deepEqual(
      own,
      Array.from({ length: 10 }, (_, n) => `${i} says ${n}`),
    );
  }
});

test('the limit of messages is counted over all nodes', async () => {
  const { token } = await register(system.urls[0], 'Hasty');
  const session = await call(system.urls[0], 'POST', '/chat/session', { token, body: { title: 'Fast' } });
  const answers = await Promise.allSettled(
    Array.from({ length: MESSAGES_PER_MINUTE + 10 }, (_, i) =>
      call(system.urls[i % 3], 'POST', '/chat/message', { token, body: { sessionId: session.id, content: `${i}` } }),
    ),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected').map((answer) => answer.reason.code);
  // The bucket fills again meanwhile, one message in three seconds.
  assert.ok(refused.length >= 5 && refused.length <= 10, `${refused.length} were refused`);
  assert.deepEqual([...new Set(refused)], ['rate_limited']);
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
