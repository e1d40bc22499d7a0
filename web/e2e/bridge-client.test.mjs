import EventBus from '@vertx/eventbus-bridge-client.js';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { call, register } from './support/api.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// The client is the one that Vert.x publishes, unmodified, with the SockJS client that it asks for.

let system;
let url;
let alice;
let bob;
let session;
const opened = [];

before(async () => {
  system = await startSystem({ environment: { AGENT_URL: 'http://127.0.0.1:9' } });
  [url] = system.urls;
  alice = await register(url, 'Alice');
  bob = await register(url, 'Bob');
  session = await call(url, 'POST', '/chat/session', { token: alice.token, body: { members: [bob.id] } });
});

afterEach(() => {
  while (opened.length > 0) opened.pop().close();
});

after(() => system?.stop());

const channelOf = (id) => `chat_session_${id}`;

/** Connects as somebody, as an application does it, and keeps all that comes without a handler. */
async function connect(token, { at = url, options = {} } = {}) {
  const bus = new EventBus(`${at}/eventbus`, { vertxbus_ping_interval: 1000, ...options });
  opened.push(bus);
  bus.defaultHeaders = token ? { authorization: `Bearer ${token}` } : null;
  bus.events = [];
  bus.onevent = (event, message) => bus.events.push({ event, ...message });
  bus.errors = [];
  bus.onerror = (error) => bus.errors.push(error);
  bus.pongs = 0;
  bus.onunhandled = (frame) => (frame.type === 'pong' ? bus.pongs++ : bus.onerror(frame));
  await new Promise((resolve) => (bus.onopen = resolve));
  return bus;
}

/** Registers a handler and waits until the server says that it hears; returns what comes. */
async function listen(bus, channel) {
  const heard = [];
  heard.handler = (error, frame) => heard.push(error ?? frame.body);
  bus.registerHandler(channel, heard.handler);
  await until('the subscription', () => subscriptions(bus, channel) > 0 || heard.length > 0);
  return heard;
}

const subscriptions = (bus, channel) =>
  bus.events.filter((event) => event.event === 'subscribed' && event.channel === channel).length;

/** Sends and waits for the reply; an error frame rejects with what the callback gets. */
function ask(bus, address, body, headers = {}) {
  return new Promise((resolve, reject) =>
    bus.send(address, body, headers, (error, frame) => (error ? reject(error) : resolve(frame.body))),
  );
}

test('a message reaches whoever registered with a token in the default headers', async () => {
  const heard = await listen(await connect(bob.token), channelOf(session.id));
  const sent = await call(url, 'POST', '/chat/message', {
    token: alice.token,
    body: { sessionId: session.id, content: 'Hello over REST 🗼', clientMessageId: randomUUID() },
  });

  const event = await until('the message', () => heard.find((e) => e.event === 'new_message'));
  assert.deepEqual(event.payload, sent.message);
  assert.equal(event.seq, sent.message.seq);
  assert.equal(event.channel, channelOf(session.id));
});

test('a message is sent and answered over the bridge, and repeated without harm', async () => {
  const heard = await listen(await connect(bob.token), channelOf(session.id));
  const bus = await connect(alice.token);
  const body = { sessionId: session.id, content: 'Hello over the bridge', clientMessageId: randomUUID() };

  const { message } = await ask(bus, 'chat.message.send', body);
  assert.equal(message.content, body.content);
  assert.equal(message.userId, alice.id);
  assert.deepEqual(await ask(bus, 'chat.message.send', body), { message });
  const batch = await ask(bus, 'chat.message.send', {
    sessionId: session.id,
    messages: [{ content: 'one' }, { content: 'two' }],
  });
  assert.deepEqual(
    batch.messages.map((m) => m.seq),
    [message.seq + 1, message.seq + 2],
  );

  await until('the batch', () => heard.some((e) => e.event === 'batch_messages'));
  assert.deepEqual(
    heard.filter((e) => e.seq >= message.seq).map((e) => [e.event, e.seq]),
    [
      ['new_message', message.seq],
      ['batch_messages', message.seq + 2],
    ],
  );
});

test('typing and presence go both ways', async () => {
  // A session of its own: in the other one Bob still counts as present for a moment.
  const fresh = await call(url, 'POST', '/chat/session', { token: alice.token, body: { members: [bob.id] } });
  const alices = await connect(alice.token);
  const heard = await listen(alices, channelOf(fresh.id));
  const bobs = await connect(bob.token);
  await listen(bobs, channelOf(fresh.id));
  await until('Bob to come', () =>
    heard.some((e) => e.event === 'user_presence' && e.payload.userId === bob.id && e.payload.status === 'online'),
  );

  await ask(bobs, 'chat.typing', { sessionId: fresh.id, isTyping: true });
  const typing = await until('the typing', () => heard.find((e) => e.event === 'user_typing'));
  assert.deepEqual([typing.payload.userId, typing.payload.isTyping], [bob.id, true]);

  const { items } = await ask(bobs, 'chat.presence', { sessionId: fresh.id, status: 'away' });
  const statusOf = (id) => items.find((item) => item.userId === id)?.status;
  assert.deepEqual([statusOf(alice.id), statusOf(bob.id)], ['online', 'away']);
  await until('Bob to be away', () => heard.some((e) => e.event === 'user_presence' && e.payload.status === 'away'));
});

test('refusals reach the callbacks with their codes', async () => {
  const foreign = await call(url, 'POST', '/chat/session', { token: alice.token, body: {} });
  const body = { sessionId: foreign.id, content: 'Let me in' };
  const bus = await connect(bob.token);
  const nobody = await connect(undefined);
  const refused = (failureCode) => (error) => {
    assert.equal(error.failureCode, failureCode);
    assert.equal(error.failureType, 'RECIPIENT_FAILURE');
    assert.ok(error.message);
    return true;
  };

  await assert.rejects(ask(bus, 'chat.message.send', body), refused(40402));
  await assert.rejects(ask(bus, 'chat.message.send', { ...body, surprise: 1 }), refused(40001));
  await assert.rejects(ask(bus, 'chat.elsewhere', body), refused(40401));
  await assert.rejects(ask(nobody, 'chat.message.send', body), refused(40101));
  await assert.rejects(ask(nobody, 'chat.message.send', body, { authorization: 'Bearer forged' }), refused(40102));

  const [heardForeign] = await listen(bus, channelOf(foreign.id));
  assert.equal(heardForeign.failureCode, 40406);
  const [heardByNobody] = await listen(nobody, channelOf(session.id));
  assert.equal(heardByNobody.failureCode, 40101);

  bus.publish(channelOf(session.id), { event: 'new_message' });
  const error = await until('the refusal to publish', () => bus.errors.find((e) => e.type === 'err'));
  assert.equal(error.code, 'method_not_allowed');
});

test('whoever unregisters hears nothing more', async () => {
  const bus = await connect(bob.token);
  const heard = await listen(bus, channelOf(session.id));
  const own = await listen(bus, `user_notifications_${bob.id}`);
  bus.unregisterHandler(channelOf(session.id), heard.handler);
  heard.length = 0;
  // Frames of one connection are served in order: with this answer the other one is served too.
  await ask(bus, 'chat.presence', { sessionId: session.id });

  await ask(await connect(alice.token), 'chat.message.send', { sessionId: session.id, content: 'Unheard' });
  await call(url, 'POST', '/chat/session', { token: alice.token, body: { members: [bob.id] } });
  await until('a later notification', () => own.some((e) => e.event === 'session_updated'));
  assert.equal(heard.length, 0);
  assert.deepEqual(bus.errors, []);
});

test('a client that was cut off connects and registers again by itself', async () => {
  const line = await openLine(new URL(url).port);
  const bus = await connect(bob.token, {
    at: line.url,
    options: { vertxbus_reconnect_delay_min: 50, vertxbus_reconnect_delay_max: 200 },
  });
  bus.enableReconnect(true);
  const heard = [];
  const join = () => bus.registerHandler(channelOf(session.id), (error, frame) => heard.push(error ?? frame.body));
  join();
  await until('the subscription', () => subscriptions(bus, channelOf(session.id)) === 1);
  bus.onopen = join;

  line.cut();
  await until('the second subscription', () => subscriptions(bus, channelOf(session.id)) === 2);
  const { message } = await ask(bus, 'chat.message.send', { sessionId: session.id, content: 'I am back' });
  await until('the message', () => heard.some((e) => e.payload?.id === message.id));
  assert.equal(heard.filter((e) => e.payload?.id === message.id).length, 1);
  await until('a pong', () => bus.pongs > 0);

  bus.close();
  line.cut();
  await line.close();
});

/** A line to the server that can be cut. */
async function openLine(port) {
  const sockets = new Set();
  const server = createServer((near) => {
    const far = createConnection(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
