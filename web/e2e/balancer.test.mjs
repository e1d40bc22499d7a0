import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { call, register } from './support/api.mjs';
import { ask } from './support/ask.mjs';
import { hasNginx, startNginx, startTlsProxy } from './support/nginx.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { bridgeOver, listenInPage, nodeTransports, openSockJsPage, ownTransports } from './support/sockjs.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// Everybody's clients, unmodified, before three nodes behind the compose file's load balancer: its configuration alone, or,
// where COGO_URL names them, its running containers (docker/check/smoke.sh).

const running = process.env.COGO_URL;
const skip = running || hasNginx ? false : 'no nginx';
const MESSAGES = 9;
const GUESSES = 10;
// More connections than nodes: they are spread over them.
const CONNECTIONS = 4;

let system;
let balancer;
let tlsProxy;
let url;
let alice;

before(async () => {
  if (skip) return;
  url = running ?? (await startBehindNginx());
  alice = await register(url, 'Alice');
});

after(async () => {
  await tlsProxy?.stop();
  await balancer?.stop();
  await system?.stop();
});

async function startBehindNginx() {
  system = await startSystem({
    nodes: 3,
    environment: {
      AGENT_URL: 'http://127.0.0.1:9',
      // Clients have other addresses of the loopback network.
      TRUSTED_PROXIES: '127.0.0.1',
      LOGIN_FAILURES_PER_ADDRESS: String(GUESSES),
    },
  });
  balancer = await startNginx(system.urls);
  return balancer.url;
}

const newSession = () => call(url, 'POST', '/chat/session', { token: alice.token, body: { members: [] } });

/** Each message goes through whichever node the balancer takes. */
async function talk(session, name, count = MESSAGES) {
  const contents = Array.from({ length: count }, (_, i) => `${name} ${i} </script> "한" 🗼`);
  for (const content of contents) {
    await call(url, 'POST', '/chat/message', { token: alice.token, body: { sessionId: session.id, content } });
  }
  return contents;
}

for (const transport of nodeTransports) {
  test(`the public bridge client over ${transport}`, { skip }, async () => {
    const session = await newSession();
    const clients = [];
    try {
      for (let i = 0; i < CONNECTIONS; i++) clients.push(await bridgeOver(transport, url, alice.token, session.id));
      const contents = await talk(session, transport);
      for (const client of clients) {
        await until('the messages', () => client.heard.length === MESSAGES);
        assert.equal(client.transport, transport);
        assert.deepEqual(client.heard, contents);
      }
    } finally {
      clients.forEach((client) => client.close());
    }
  });
}

test('sockjs-client in a browser', { skip: skip || (!chromiumPath && 'no Chromium') }, async () => {
  const window = await openWindow('about:blank');
  try {
    await openSockJsPage(window.page, url);
    for (const transport of ownTransports) {
      const session = await newSession();
      const client = await listenInPage(window.page, transport, url, alice.token, session.id);
      const contents = await talk(session, transport);
      const heard = await until(`the messages by ${transport}`, async () => {
        const frames = await client.heard();
        return frames.length === MESSAGES && frames;
      });
      assert.deepEqual(heard, contents);
      await client.close();
    }
  } finally {
    await window.close();
  }
});

test('a bare WebSocket, with a token and with a ticket that another node made', { skip }, async () => {
  const session = await newSession();
  const sockets = [];
  try {
    for (let i = 0; i < CONNECTIONS; i++) {
      const { ticket } = await call(url, 'POST', '/auth/ticket', { token: alice.token });
      const withTicket = i % 2 === 1;
      sockets.push(await bare(session, withTicket ? `?ticket=${ticket}` : '', withTicket ? {} : bearer()));
    }
    const contents = await talk(session, 'bare');
    for (const socket of sockets) {
      await until('the messages', () => socket.heard.length === MESSAGES);
      assert.deepEqual(socket.heard, contents);
    }
  } finally {
    sockets.forEach((socket) => socket.close());
  }
});

const bearer = () => ({ authorization: `Bearer ${alice.token}` });

async function bare(session, query, headers) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/eventbus/websocket${query}`);
  socket.heard = [];
  let subscribed = false;
  socket.on('message', (text) => {
    const frame = JSON.parse(text);
    subscribed ||= frame.event === 'subscribed';
    if (frame.body?.event === 'new_message') socket.heard.push(frame.body.payload.content);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'register', address: `chat_session_${session.id}`, headers }));
  await until('the subscription', () => subscribed);
  return socket;
}

test("curl's event stream, which comes back at another node", { skip }, async () => {
  const session = await newSession();
  const first = curl(session, 0);
  await until('the stream', () => first.text().includes('event: subscribed'));
  const before = await talk(session, 'before');
  await until('the messages', () => contentsOf(first).length === MESSAGES);
  await first.stop();
  assert.deepEqual(contentsOf(first), before);
  const away = await talk(session, 'away');
  for (let i = 0; i < CONNECTIONS; i++) {
    const back = curl(session, MESSAGES);
    await until('what was missed', () => contentsOf(back).length === MESSAGES);
    await back.stop();
    assert.deepEqual(contentsOf(back), away);
  }
});

function curl(session, lastEventId) {
  const headers = [
    'Accept: text/event-stream',
    `Authorization: ${bearer().authorization}`,
    `Last-Event-ID: ${lastEventId}`,
  ];
  const child = spawn(
    'curl',
    ['-sN', ...headers.flatMap((header) => ['-H', header]), `${url}/chat/session/${session.id}/events`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
  return {
    text: () => text,
    async stop() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

const contentsOf = (stream) =>
  [...stream.text().matchAll(/^data: (\{"event":"new_message".*\})$/gm)].map(
    ([, data]) => JSON.parse(data).payload.content,
  );

test(
  'a TLS proxy in front tells clients apart',
  { skip: skip || (running && 'it needs settings of its own') },
  async () => {
    tlsProxy = await startTlsProxy(url);
    const email = `careful-${Date.now()}@example.org`;
    const registered = await post('/auth/register', '127.1.0.1', { email, password: PASSWORD });
    assert.equal(registered.status, 201);

    // Far more than one address may try, from as many clients.
    for (let i = 1; i <= 75; i++) {
      const wrong = await post('/auth/login', `127.1.1.${i}`, guess(`nobody-${i}@example.org`));
      assert.equal(wrong.status, 401, wrong.text);
    }
    const right = await post('/auth/login', '127.1.2.1', { email, password: PASSWORD });
    assert.equal(right.status, 200);
    assert.match(right.headers['strict-transport-security'], /max-age=/);

    // Each is one client, whatever it says of its way, here and at the balancer itself.
    for (const [client, at] of [
      ['127.1.3.1', tlsProxy.url],
      ['127.1.3.2', url],
    ]) {
      const forged = [];
      // The nodes count together, and a busy one may hear a little late of what the others have counted.
      for (let i = 0; i <= GUESSES || (forged.at(-1).status === 401 && i < 2 * GUESSES); i++) {
        const headers = { 'x-forwarded-for': `198.51.100.${i}`, forwarded: `for=198.51.100.${i}` };
        forged.push(await post('/auth/login', client, guess(`nobody-${i}@example.net`), at, headers));
      }
      assert.deepEqual(
        forged.slice(0, GUESSES).map((answer) => answer.status),
        Array(GUESSES).fill(401),
      );
      assert.equal(forged.at(-1).status, 429);
    }
    const plain = await ask(`${url}/health/live`, { from: '127.1.3.2' });
    assert.equal(plain.headers['strict-transport-security'], undefined);
  },
);

const PASSWORD = 'seven quiet lighthouses';
const guess = (email) => ({ email, password: 'not the right one' });
const post = (path, from, body, at = tlsProxy.url, headers = {}) =>
  ask(`${at}${path}`, { from, method: 'POST', headers, body });
