// functions.invoke and from() of unmodified supabase-js, and the seed's client that is built on it.
import { FunctionsHttpError, createClient } from '@supabase/supabase-js';
import EventBus from '@vertx/eventbus-bridge-client.js';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, preview, runnerImport } from 'vite';
import { WebSocket } from 'ws';

import { call, register } from './support/api.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { PASSWORD, formerProject } from './support/former.mjs';
import { startGeminiStub, stubAnswer } from './support/gemini-stub.mjs';
import { freePorts } from './support/ports.mjs';
import { apiKeys, fetchInTurn } from './support/supabase.mjs';
import { startSystem } from './support/system.mjs';
import { startPostgrestStub, tablesContract } from './support/tables.mjs';
import { until } from './support/wait.mjs';

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/supabase', import.meta.url));
const SNIPPETS = fileURLToPath(new URL('./support/seed-snippets.ts', import.meta.url));
const SUPABASE = fileURLToPath(import.meta.resolve('@supabase/supabase-js'));
// The example has no packages of its own here.
const vite = {
  configFile: false,
  root: EXAMPLE,
  logLevel: 'error',
  resolve: { alias: { '@supabase/supabase-js': SUPABASE } },
};

let gemini;
let postgrest;
let system;
let url;
let otherUrl;
let key;
let keys;
let inTurn;
let pages;
let examplePort;
let alice;
let bob;

before(async () => {
  const port = await freePorts(1);
  examplePort = await freePorts(1);
  pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>An application</title><link rel="icon" href="data:," />');
  }).listen(port, '127.0.0.1');
  await once(pages, 'listening');
  pages.origin = `http://127.0.0.1:${port}`;
  gemini = await startGeminiStub();
  postgrest = await startPostgrestStub();
  system = await startSystem({
    nodes: 3,
    environment: {
      AGENT_URL: 'http://127.0.0.1:9',
      CORS_ORIGINS: `${pages.origin},http://127.0.0.1:${examplePort}`,
      SUPABASE_SESSION_IDS: 'true',
      GEMINI_API_KEY: gemini.apiKey,
      GEMINI_BASE_URL: gemini.url,
      POSTGREST_URL: postgrest.url,
    },
  });
  [url, otherUrl] = system.urls;
  inTurn = fetchInTurn(system.urls);
  keys = await apiKeys(system);
  key = keys.anon;
  alice = await register(url, 'Alice');
  bob = await register(url, 'Bob');
});

after(async () => {
  pages?.close();
  await system?.stop();
  await gemini?.close();
  postgrest?.close();
});

/** The options of a client of somebody who is signed in; of nobody without a token. Its requests go to all nodes. */
const optionsOf = (token) => ({
  ...(token && { accessToken: async () => token }),
  global: { fetch: inTurn },
  auth: { persistSession: false, autoRefreshToken: false },
  // Node.js 20 has no WebSocket of its own.
  realtime: { transport: WebSocket },
});

const clientOf = (token, apikey = key) => createClient(url, apikey, optionsOf(token));

/** What the function answers; a refusal rejects with the status, and with what the application reads. */
async function invoke(client, path, options) {
  const { data, error } = await client.functions.invoke(`chat-gateway${path}`, options);
  if (!error) return data;
  assert.ok(error instanceof FunctionsHttpError, String(error));
  throw Object.assign(new Error(), { httpStatus: error.context.status, ...(await error.context.json()) });
}

tablesContract(() => ({ url, clientOf, keys, postgrest }));

const act = (client, action, fields) => invoke(client, '', { body: { action, ...fields } });

const refused = (httpStatus, code) => (error) => {
  assert.deepEqual([error.httpStatus, error.code], [httpStatus, code]);
  assert.ok(error.message);
  assert.equal(error.message, error.detail);
  return true;
};

test('the actions', async () => {
  const client = clientOf(alice.token);
  const session = await act(client, 'join_session', { title: 'Lighthouse trip', language: 'ko' });
  assert.equal(session.title, 'Lighthouse trip');
  assert.equal((await act(client, 'join_session', { sessionId: session.id })).id, session.id);

  const body = { sessionId: session.id, content: 'Hello', clientMessageId: randomUUID(), language: 'en' };
  const { message } = await act(client, 'send_message', body);
  assert.deepEqual([message.content, message.userId, message.metadata], ['Hello', alice.id, { language: 'en' }]);
  assert.deepEqual((await act(client, 'send_message', body)).message, message);

  const { message: answer } = await act(client, 'ai_response', { sessionId: session.id, message: 'Why?' });
  assert.equal(answer.messageType, 'ai_response');
  assert.equal((await act(client, 'ai_greeting', { language: 'ko' })).language, 'ko');

  const task = await act(client, 'agent_task', { sessionId: session.id, taskType: 'count', params: { text: 'a b' } });
  assert.equal((await act(client, 'agent_status', { taskId: task.taskId })).taskId, task.taskId);

  const { items } = await act(client, 'history', { sessionId: session.id, limit: 2, before: answer.seq });
  assert.deepEqual(
    items.map((item) => item.content),
    ['Hello', 'Why?'],
  );
  assert.ok((await act(client, 'sessions', { limit: 5 })).items.some((item) => item.id === session.id));
});

test("the seed's paths", async () => {
  const client = clientOf(alice.token);
  const session = await invoke(client, '/chat/session', { body: { members: [bob.id] } });
  const { message } = await invoke(client, '/chat/message', { body: { sessionId: session.id, content: 'Hello' } });
  const { items } = await invoke(clientOf(bob.token), `/chat/history/${session.id}?limit=1`, {
    method: 'GET',
    region: 'eu-west-1',
  });
  assert.deepEqual(items, [message]);
  assert.ok((await invoke(client, '/chat/sessions', { method: 'GET' })).items.length > 0);
  const answer = await invoke(client, '/chat/ai-response', { body: { sessionId: session.id, message: 'Why?' } });
  assert.equal(answer.question.content, 'Why?');
  const greeting = await invoke(client, '/chat/ai-greeting', { body: JSON.stringify({ language: 'fi' }) });
  assert.equal(greeting.language, 'fi');
  const task = await invoke(client, '/chat/agent-task', { body: { sessionId: session.id, taskType: 'count' } });
  const status = await invoke(client, `/chat/agent-status?taskId=${task.taskId}`, { method: 'GET' });
  assert.equal(status.taskId, task.taskId);
  const edited = await invoke(client, `/chat/session/${session.id}/message/${message.id}`, {
    method: 'PATCH',
    body: { content: 'Hello!' },
  });
  assert.equal(edited.message.content, 'Hello!');
  for (const [path, method] of [
    ['/chat/archive', 'POST'],
    ['/chat/analytics', 'GET'],
  ]) {
    await assert.rejects(invoke(client, path, { method }), refused(403, 'operator_only'));
  }

  const nobody = clientOf();
  const email = `carol-${randomUUID()}@example.org`;
  const password = `pass-${randomUUID()}`;
  const registered = await invoke(nobody, '/auth/register', { body: { email, password } });
  const login = await invoke(nobody, '/auth/login', { body: { email, password } });
  assert.equal(login.user.id, registered.user.id);
  const refreshed = await invoke(nobody, '/auth/refresh', { body: { refreshToken: login.refreshToken } });
  assert.equal((await invoke(clientOf(refreshed.accessToken), '/auth/me', { method: 'GET' })).email, email);
});

test('an answer comes as an event stream, and the session hears it', async () => {
  const client = clientOf(alice.token);
  const session = await act(client, 'join_session', {});
  const bus = new EventBus(`${otherUrl}/eventbus`);
  await new Promise((resolve) => (bus.onopen = resolve));
  const heard = [];
  const headers = { authorization: `Bearer ${alice.token}` };
  let listening = false;
  bus.onevent = () => (listening = true);
  bus.registerHandler(`chat_session_${session.id}`, headers, (_, frame) => heard.push(frame.body));
  await until('the subscription', () => listening);

  for (const [path, body] of [
    ['', { action: 'ai_response', sessionId: session.id, message: 'Why is the sky blue?' }],
    ['/chat/ai-response', { sessionId: session.id, message: 'And why is it dark at night?' }],
  ]) {
    // supabase-js hands the response on as it is.
    const response = await invoke(client, path, { body, headers: { Accept: 'text/event-stream' } });
    const events = (await response.text())
      .trim()
      .split('\n\n')
      .map((event) => event.match(/^event: (.+)\ndata: (.+)$/).slice(1))
      .map(([name, data]) => [name, JSON.parse(data)]);
    const [name, answer] = events.pop();
    assert.equal(name, 'ai_done');
    assert.deepEqual([...new Set(events.map(([name]) => name))], ['ai_run', 'ai_delta']);
    const told = events.filter(([name]) => name === 'ai_delta').map(([, { text }]) => text);
    assert.equal(told.join(''), answer.message.content);
    assert.equal(answer.message.content, stubAnswer(body.message, answer.language));
    assert.equal(answer.provider, 'gemini');
    const pieces = (event) => event.event === 'ai_delta' && event.payload.questionId === answer.question.id;
    const toldAll = () => heard.filter(pieces).map((event) => event.payload.text);
    await until('the pieces', () => toldAll().join('') === answer.message.content);
    await until('the end', () => heard.some((event) => event.event === 'ai_done'));
  }
  await assert.rejects(
    invoke(client, '/chat/ai-response', {
      body: { sessionId: randomUUID(), message: 'Why?' },
      headers: { Accept: 'text/event-stream' },
    }),
    refused(404, 'session_not_found'),
  );
  bus.close();
});

test('refusals are what the application reads from the error', async () => {
  const foreign = await act(clientOf(alice.token), 'join_session', {});
  const client = clientOf(bob.token);
  for (const action of ['join_session', 'history']) {
    await assert.rejects(act(client, action, { sessionId: foreign.id }), refused(404, 'session_not_found'));
    await assert.rejects(act(client, action, { sessionId: randomUUID() }), refused(404, 'session_not_found'));
  }
  await assert.rejects(
    act(client, 'send_message', { sessionId: foreign.id, content: 'Let me in' }),
    refused(404, 'session_not_found'),
  );
  await assert.rejects(
    act(client, 'agent_task', { sessionId: foreign.id, taskType: 'count' }),
    refused(404, 'session_not_found'),
  );

  await assert.rejects(act(clientOf(bob.token, 'another-key'), 'sessions'), refused(401, 'invalid_token'));
  await assert.rejects(act(clientOf(), 'sessions'), refused(401, 'unauthenticated'));
  await assert.rejects(act(clientOf('forged'), 'sessions'), refused(401, 'invalid_token'));
  await assert.rejects(act(client, 'dance'), refused(400, 'invalid_request'));
  await assert.rejects(act(client, 'sessions', { surprise: 1 }), refused(400, 'invalid_request'));
  await assert.rejects(invoke(client, '', { body: '{' }), refused(400, 'invalid_json'));
  await assert.rejects(invoke(client, '', { body: new FormData() }), refused(415, 'unsupported_media_type'));
  await assert.rejects(invoke(client, '', { body: new Blob(['{}']) }), refused(415, 'unsupported_media_type'));
  await assert.rejects(invoke(client, '', { method: 'DELETE' }), refused(405, 'method_not_allowed'));
  await assert.rejects(invoke(client, '/health/live', { method: 'GET' }), refused(404, 'not_found'));
  const { error } = await client.functions.invoke('another');
  assert.equal(error.context.status, 404);
});

test("the seed's client", async () => {
  const { module } = await runnerImport(`${EXAMPLE}/src/cogo-chat-client.ts`, vite);
  const seeds = (token) => new module.COGOChatClient({ supabaseUrl: url, supabaseKey: key, options: optionsOf(token) });
  const carol = await register(url, 'Carol');
  const carols = seeds(carol.token);
  const session = await carols.joinChatSession(undefined, { title: 'Trip' });

  const clientMessageId = randomUUID();
  const sent = await carols.sendMessage('Hello', { clientMessageId });
  assert.deepEqual(await carols.sendMessage('Hello', { clientMessageId }), sent);
  assert.ok((await carols.requestAgentHelp('count', { text: 'a b' })).taskId);
  const pieces = [];
  assert.equal((await carols.askAi('Why not?', (text) => pieces.push(text))).content, pieces.join(''));

  const bobs = seeds(bob.token);
  await assert.rejects(bobs.joinChatSession(session.id), { name: 'ChatError', code: 'session_not_found' });
  assert.equal((await bobs.acceptInvite(await carols.invite())).id, session.id);
  assert.ok((await bobs.history()).some((message) => message.id === sent.id));

  // As the seed wrote it, the client names no session.
  const { message } = await act(clientOf(carol.token), 'send_message', { content: 'And where?' });
  assert.equal(message.sessionId, session.id);
  await carols.joinChatSession();
  await assert.rejects(
    act(clientOf(carol.token), 'send_message', { content: 'And where?' }),
    refused(400, 'invalid_request'),
  );
});

// Each piece of supabase-js code of the document, and what comes of it.
test('the code of the document that this server replaces runs as it stands', { timeout: 120_000 }, async (t) => {
  globalThis.WebSocket ??= WebSocket; // Node.js 20
  const { module: seed } = await runnerImport(SNIPPETS, {
    ...vite,
    root: fileURLToPath(new URL('.', import.meta.url)),
  });
  const person = { email: `dana-${randomUUID()}@example.org`, password: `pass-${randomUUID()}` };
  const heard = { rows: [], presence: 0 };
  const page = seed.clientOfThePage(url, key);
  const chat = new seed.COGOChatClient({ supabaseUrl: url, supabaseKey: key });
  // Whatever comes of it: what is left open would keep all of this file's tests from ending.
  t.after(async () => {
    await Promise.all([page.removeAllChannels(), chat.supabase.removeAllChannels()]);
    await Promise.all([page.auth.signOut(), chat.supabase.auth.signOut()]);
  });
  let user, session, channel;
  const contents = async () =>
    (await act(page, 'history', { sessionId: session.id })).items.map((message) => message.content);
  for (const [snippet, run] of [
    [
      'createClient with eventsPerSecond',
      async () => {
        ({ user } = (await page.auth.signUp(person)).data);
        session = await act(page, 'join_session', {});
      },
    ],
    [
      'the channel of a session: rows, typing, presence',
      async () => {
        channel = seed.channelOfASession(
          page,
          session.id,
          (change) => heard.rows.push(change.new.content),
          () => {},
          () => (heard.presence += 1),
        );
        await until('the channel and its presence', () => channel.state === 'joined' && heard.presence > 0);
      },
    ],
    [
      'the other channels',
      async () => {
        for (const name of [`user_notifications_${user.id}`, 'system_announcements']) {
          const other = page.channel(name).subscribe();
          await until(name, () => other.state === 'joined');
          await page.removeChannel(other);
        }
      },
    ],
    [
      'batchInsertMessages',
      async () => {
        const batch = seed.batching(page, channel, randomUUID);
        await batch(['one', 'two'].map((content) => ({ session_id: session.id, content })));
        await until('the rows', () => heard.rows.length === 2);
        assert.deepEqual(heard.rows, ['one', 'two']);
      },
    ],
    [
      'COGOChatClient',
      async () => {
        await chat.supabase.auth.signInWithPassword(person);
        assert.equal((await chat.joinChatSession(session.id)).id, session.id);
        await chat.sendMessage('three', { language: 'ko' });
        assert.equal((await contents()).at(-1), 'three');
        await chat.requestAgentHelp('count', { text: 'a b' });
        // The session is told of the task by whoever hands it over.
        await until('the task', async () => (await contents()).some((content) => /^Task count/.test(content)));
      },
    ],
    [
      'the client that a function keeps, and its measures',
      async () => assert.equal((await seed.measured(seed.clientOfTheFunction(url, keys.service_role))).error, null),
    ],
  ]) {
    await assert.doesNotReject(run, snippet);
  }
});

test('a page of another origin calls the function', { skip: !chromiumPath && 'no Chromium' }, async () => {
  const window = await openWindow(pages.origin);
  try {
    await window.page.addScriptTag({ path: fileURLToPath(new URL('umd/supabase.js', `file://${SUPABASE}`)) });
    const answers = await window.page.evaluate(
      async ([base, apikey, token]) => {
        const client = globalThis.supabase.createClient(base, apikey, { accessToken: async () => token });
        const { data } = await client.functions.invoke('chat-gateway', { body: { action: 'join_session' } });
        const { error } = await client.functions.invoke('chat-gateway', {
          body: { action: 'history', sessionId: crypto.randomUUID() },
          region: 'eu-west-1',
        });
        return [data.id, (await error.context.json()).code];
      },
      [url, key, alice.token],
    );
    assert.equal((await call(url, 'GET', `/chat/session/${answers[0]}`, { token: alice.token })).id, answers[0]);
    assert.equal(answers[1], 'session_not_found');
  } finally {
    await window.close();
  }
});

test(
  'an application of a former project moves by its URL and key, while the import follows',
  {
    skip: !chromiumPath && 'no Chromium',
    timeout: 120_000,
  },
  async () => {
    const outDir = `${system.dataDir}/example`;
    await build({ ...vite, build: { outDir } });
    const server = await preview({
      ...vite,
      build: { outDir },
      preview: { host: '127.0.0.1', port: examplePort },
    });
    const former = await formerProject(system);
    await former.say('the lamp is lit');
    const stop = await former.follow();
    const at = new URLSearchParams({ url, key, email: former.email, session: former.session });
    const window = await openWindow(`http://127.0.0.1:${examplePort}/?${at}`);
    const { page } = window;
    try {
      assert.equal(await page.getByLabel('Anonymous key').inputValue(), key);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('#messages').getByText('the lamp is lit').waitFor();
      await page.getByLabel('Message').fill('who is there?');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.locator('#messages').getByText('who is there?').waitFor();
      // Somebody who has not changed over yet.
      await former.say('the old crew');
      await page.locator('#messages').getByText('the old crew').waitFor();
      assert.deepEqual(await page.locator('#messages p').allTextContents(), [
        'the lamp is lit',
        'who is there?',
        'the old crew',
      ]);
    } finally {
      const told = await stop();
      assert.match(told, /counts and checksums agree/);
      await former.close();
      await window.close();
      await server.close();
    }
  },
);
