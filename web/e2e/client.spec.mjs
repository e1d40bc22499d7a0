// The client on real nodes, run by vitest, which measures how much of it that and its unit tests reach: in Node.js, and in a page of one HTML file whose network is cut and whose node is killed.
import {
  ChatError,
  createChat,
  createCore,
  indexedDbStorage,
  keepIn,
  passwordAuth,
  supabaseAuth,
  tokenAuth,
} from '@cogo-chat/client';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import WebSocket from 'ws';
import { call } from './support/api.mjs';
import { startBalancer } from './support/balancer.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { startGeminiStub, stubAnswer } from './support/gemini-stub.mjs';
import { freePorts } from './support/ports.mjs';
import { join, openChatPage, textsOf } from './support/sdk.mjs';
import { apiKeys, supabaseClient } from './support/supabase.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

let gemini;
let system;
let line;
let ann;
let ben;
const closing = [];

beforeAll(async () => {
  gemini = await startGeminiStub();
  system = await startSystem({
    nodes: 2,
    args: ['--with-example-agent'],
    environment: {
      GEMINI_API_KEY: gemini.apiKey,
      GEMINI_BASE_URL: gemini.url,
      AGENT_URL: `http://127.0.0.1:${await freePorts(1)}`,
    },
  });
  line = await startBalancer(system.urls);
  [ann, ben] = await Promise.all([join(line.url, 'Ann'), join(system.urls[1], 'Ben')]);
});

afterEach(async () => {
  while (closing.length > 0) await closing.pop()();
});

afterAll(async () => {
  ann?.chat.close();
  ben?.chat.close();
  line?.close();
  await system?.stop();
  await gemini?.close();
});

/** A new session of Ann and Ben, and both their rooms, attached. */
async function meet(title) {
  const { id } = await ann.chat.sessions.create({ title, members: [ben.user.id] });
  const rooms = [ann.chat.room(id), ben.chat.room(id)];
  for (const room of rooms) {
    closing.push(room.attach());
    await until('the room to be attached', () => room.status.get().status === 'attached');
  }
  return rooms;
}

const numbered = (name, count) => Array.from({ length: count }, (_, i) => `${name} ${i + 1}`);

/** All that a session holds, as the server has it. */
async function historyOf(room) {
  const { items } = await ann.chat.call('GET /chat/history/{sessionId}', {
    path: { sessionId: room.id },
    query: { limit: 200 },
  });
  return items.map(({ content }) => content);
}

test('the server offers the client as one module', async () => {
  const served = await fetch(`${system.urls[0]}/sdk/index.js`);
  assert.match(served.headers.get('content-type'), /javascript/);
  assert.equal(await served.text(), await readFile(new URL('../sdk/dist/index.js', import.meta.url), 'utf8'));
  assert.equal((await fetch(`${system.urls[0]}/sdk/index.d.ts`)).status, 200);
});

test('the API is described in a page that asks nobody else', { skip: !chromiumPath }, async () => {
  const { page, complaints, close } = await openWindow(`${system.urls[0]}/docs`);
  closing.push(close);
  const elsewhere = [];
  page.on('request', (request) => !request.url().startsWith(system.urls[0]) && elsewhere.push(request.url()));
  await page.getByRole('heading', { name: 'Read the messages around a place' }).waitFor();
  await page.goto(`${system.urls[0]}/docs/live.html`);
  await page.locator('#channel-userNotifications').getByRole('heading', { name: 'session_activity' }).waitFor();
  await page.getByRole('link', { name: 'SDK' }).click();
  await page.getByRole('link', { name: '@cogo-chat/client', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Module @cogo-chat/client' }).waitFor();
  assert.deepEqual([...complaints, ...elsewhere], []);
  const [script] = await (
    await fetch(`${system.urls[0]}/docs/`)
  )
    .text()
    .then((html) => html.match(/\/docs\/assets\/redoc[^"]+/));
  assert.match((await fetch(system.urls[0] + script)).headers.get('cache-control'), /immutable/);
});

test('one channel keeps the list of sessions true, without a room', async () => {
  closing.push(ben.chat.sessions.items.subscribe(() => undefined));
  const { id } = await ann.chat.sessions.create({ title: 'Far away', members: [ben.user.id] });
  const mine = () => ben.chat.sessions.items.get()?.find((session) => session.id === id);
  await until('Ben to see it', () => mine() !== undefined);
  const say = (content) => ann.chat.call('POST /chat/message', { body: { sessionId: id, content } });
  for (const text of ['one', 'two', `three ${'x'.repeat(300)}`]) await say(text);
  await until('Ben to see what was said', () => mine().unread === 3);
  assert.equal(mine().lastMessage.content.length, 200);
  assert.equal(ben.chat.sessions.items.get()[0].id, id);

  await ben.chat.call('POST /chat/session/{sessionId}/read', { path: { sessionId: id }, body: { seq: 2 } });
  await until('the rest', () => mine().unread === 1);
  const { messages } = await ben.chat.call('GET /chat/unread', {});
  assert.equal(ben.chat.sessions.unread.get(), messages);

  await ann.chat.call('PATCH /chat/session/{sessionId}', { path: { sessionId: id }, body: { title: 'Nearer' } });
  await until('the new title', () => mine().title === 'Nearer');
  const found = await ben.chat.call('GET /chat/people', { query: { q: 'an' } });
  assert.deepEqual(found.items, [{ userId: ann.user.id, displayName: 'Ann' }]);
});

test('what one says, changes and does, the other sees', async () => {
  const [anns, bens] = await meet('Everything');
  const seen = [];
  closing.push(anns.messages.items.subscribe((items) => seen.push(items.map(({ key, state }) => `${state} ${key}`))));
  const events = [];
  closing.push(bens.on('event', ({ event }) => events.push(event)));
  const sending = anns.messages.send('Which lighthouse first?');
  assert.deepEqual(seen, [[`pending ${sending.key}`]]);
  await sending.stored;
  await until('Ben to read it', () => textsOf(bens).length === 1);
  assert.deepEqual(seen.at(-1), [`sent ${sending.key}`]);
  assert.ok(events.includes('new_message'));

  const [message] = bens.messages.items.get();
  assert.deepEqual([message.author.name, message.mine, message.parts[0].type], ['Ann', false, 'text']);
  await bens.messages.react(message, '👍');
  await until('the reaction', () => anns.messages.items.get()[0].reactions[0]?.count === 1);
  await anns.messages.edit({ id: message.id }, 'Which one on Sunday?');
  await until('the edit', () => textsOf(bens)[0] === 'Which one on Sunday?');
  const notices = [];
  closing.push(ben.chat.on('notification', ({ reason }) => notices.push(reason)));
  await anns.messages.send({ text: 'Ben, are you there?', mentions: [ben.user.id] }).stored;
  await until('Ben to be told', () => notices.includes('mention'));
  bens.read();
  await until('the read mark', () => anns.reads.get().get(ben.user.id) >= message.seq);
  bens.typing.keystroke();
  await until('the typing', () => anns.typing.users.get().includes(ben.user.id));
  await until('both to be there', () => anns.presence.users.get().size === 2);
  assert.deepEqual(
    (await anns.messages.search('Sunday')).items.map(({ id }) => id),
    [message.id],
  );
  await anns.messages.delete({ id: message.id });
  await until('the deletion', () => bens.messages.items.get()[0].parts[0].type === 'deleted');

  assert.deepEqual([anns.can('archive'), bens.can('archive'), bens.can('send')], [true, false, true]);
  await anns.members.update(ben.user.id, { silenceSeconds: 60 });
  await until('Ben to be silenced', () => !bens.can('send'));
});

test('a refused message is kept with the sentence of the server, to be changed and sent', async () => {
  const [anns, bens] = await meet('Refusals');
  const long = anns.messages.send('ü'.repeat(17 * 1024));
  const next = anns.messages.send('after it');
  await assert.rejects(long.stored, (error) => error instanceof ChatError && error.code === 'content_too_large');
  await next.stored;
  const failed = anns.messages.items.get().find(({ key }) => key === long.key);
  assert.equal(failed.state, 'failed');
  assert.match(failed.error.message, /32/);

  const largest = 'ü'.repeat(16 * 1024);
  anns.messages.retry(long.key, largest);
  await until('both', () => textsOf(bens).length === 2);
  assert.deepEqual(textsOf(bens), ['after it', largest]);
  await until('Ann to know that both are sent', () => anns.messages.items.get().every(({ state }) => state === 'sent'));
});

test('the answer of the AI comes in pieces, to who asked and to the others, over a cut', async () => {
  const [anns, bens] = await meet('Questions');
  const grown = new Set();
  closing.push(
    bens.messages.items.subscribe((items) => {
      const part = items.at(-1)?.parts[0];
      if (part?.type === 'ai') grown.add(part.streaming);
    }),
  );
  const asking = anns.ai.ask('When was it built?');
  let text = '';
  for await (const piece of asking) text = piece.restart ? piece.text : text + piece.text;
  const { message } = await asking.answer;
  assert.equal(text, message.content);
  assert.equal(text, stubAnswer('When was it built?', 'en'));
  await until('Ben to have the answer', () => bens.messages.items.get().at(-1).id === message.id);
  assert.ok(grown.has(false));

  const broken = anns.ai.ask('And by whom?');
  broken.stored.then(() => {
    line.cut();
    line.mend();
  });
  assert.equal((await broken.answer).message.content, stubAnswer('And by whom?', 'en'));
  await until('both to show the same', () => textsOf(anns).join() === textsOf(bens).join());
  assert.equal(textsOf(anns).length, 4);
});

test('an agent takes a task and tells how far it is', async () => {
  const [anns, bens] = await meet('Work');
  const { taskId } = await anns.tasks.start({ taskType: 'word_count', params: { text: 'one two three' } });
  const watched = bens.tasks.watch(taskId);
  closing.push(watched.subscribe(() => undefined));
  await until('the end', () => watched.get().task?.status === 'completed');
  await until('its message', () =>
    anns.messages.items.get().some(({ parts: [part] }) => part.type === 'task' && part.taskId === taskId),
  );
  await bens.tasks.load();
  assert.equal(bens.tasks.items.get()[0].taskId, taskId);
});

test('who was away for long begins at the newest messages, and is told so', async () => {
  const [anns, bens] = await meet('Away');
  await anns.messages.send('before').stored;
  await until('it', () => textsOf(bens).length === 1);
  const gaps = [];
  const away = await join(line.url, 'Cho');
  closing.push(() => away.chat.close());
  await anns.members.add(away.user.id);
  const chos = away.chat.room(anns.id);
  closing.push(chos.on('discontinuity', (gap) => gaps.push(gap)));
  await until('Cho to have it', () => textsOf(chos).includes('before'));
  line.cut();
  const texts = numbered('missed', 400);
  for (let i = 0; i < texts.length; i += 100) {
    const messages = texts.slice(i, i + 100).map((content) => ({ content }));
    await ben.chat.call('POST /chat/message', { body: { sessionId: anns.id, messages } });
  }
  line.mend();
  away.chat.wake();
  await until('Cho to have the newest', () => textsOf(chos).at(-1) === 'missed 400');
  assert.equal(gaps.length, 1);
  assert.equal(chos.messages.hasOlder.get(), true);
  while (chos.messages.hasOlder.get()) await chos.messages.loadOlder();
  assert.deepEqual(textsOf(chos), ['before', ...texts]);
  // Ann was away as well, and begins at the newest messages; an old one is opened where it stands.
  await until('Ann to have the newest', () => textsOf(anns).at(-1) === 'missed 400');
  const { seq } = chos.messages.items.get()[0];
  await anns.messages.around(seq);
  assert.equal(textsOf(anns)[0], 'before');
  assert.equal(anns.messages.hasNewer.get(), true);
  await anns.messages.loadNewer();
  await anns.messages.latest();
  assert.deepEqual([textsOf(anns).at(-1), anns.messages.hasNewer.get()], ['missed 400', false]);
  await until('Ben to have all', () => textsOf(bens).at(-1) === 'missed 400');
});

test('the example bot answers whoever names it', async () => {
  const { email, password, user } = await join(line.url, 'Robo').then((robo) => (robo.chat.close(), robo));
  const folder = await mkdtemp(path.join(tmpdir(), 'cogo-bot-'));
  closing.push(() => rm(folder, { recursive: true }));
  await cp(new URL('../../docs/examples/node-bot/bot.mjs', import.meta.url), path.join(folder, 'bot.mjs'));
  // What npm would have installed beside it.
  await symlink(fileURLToPath(new URL('../node_modules', import.meta.url)), path.join(folder, 'node_modules'));
  const env = { ...process.env, COGO_URL: system.urls[1], COGO_EMAIL: email, COGO_PASSWORD: password };
  const bot = spawn(process.execPath, ['bot.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  closing.push(() => bot.kill());
  let said = '';
  bot.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  await until('the bot to be connected', () => said.includes('Robo is connected'));

  const [anns] = await meet('With a bot');
  await anns.members.add(user.id);
  const { id } = await anns.messages.send({ text: 'Are you there?', mentions: [user.id] }).stored;
  await until('its answer', () => textsOf(anns).includes('Hello Ann, I am a bot.'));
  assert.equal(anns.messages.items.get().at(-1).replyTo, id);
});

test('the former client’s class goes on, on this client', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'cogo-seed-'));
  closing.push(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'cogo-chat-client.mjs');
  await cp(new URL('../../docs/examples/seed-client/cogo-chat-client.js', import.meta.url), file);
  await symlink(fileURLToPath(new URL('../node_modules', import.meta.url)), path.join(folder, 'node_modules'));
  const { COGOChatClient } = await import(pathToFileURL(file));
  const client = new COGOChatClient({ url: line.url, WebSocket });
  closing.push(() => client.close());
  const email = `dan-${randomUUID()}@example.org`;
  const { id: me } = await client.chat.auth.signUp({ email, password: `pass-${randomUUID()}`, displayName: 'Dan' });
  const room = await client.joinChatSession(undefined, { title: 'As before' });
  const heard = [];
  const typing = new Set();
  client.subscribe({
    handleNewMessage: ({ text }) => heard.push(text),
    handleTyping: (ids) => ids.forEach((id) => typing.add(id)),
  });
  const { content, userId } = await client.sendMessage('one');
  assert.deepEqual([content, userId], ['one', me]);
  await room.members.add(ann.user.id);
  const anns = ann.chat.room(room.id);
  closing.push(anns.attach());
  await until('Ann to be there', () => textsOf(anns).includes('one'));
  anns.typing.keystroke();
  await until('the typing', () => typing.has(ann.user.id));
  await anns.messages.send('two').stored;
  let told = '';
  const answer = await client.requestAiResponse('three?', ({ text, restart }) => (told = restart ? text : told + text));
  assert.equal(told, answer.content);
  const states = [];
  await client.requestAgentHelp('word_count', { text: 'one two three' }, ({ status }) => states.push(status));
  await until('the result', () => states.at(-1) === 'completed' && heard.at(-1).startsWith('3 words'));
  assert.deepEqual(heard.slice(0, 4), ['one', 'two', 'three?', answer.content]);
  await client.leave();
});

test('a group is joined by a link, changes its names and hands, and is left', async () => {
  const [anns, bens] = await meet('A group');
  const invite = await anns.invites.create();
  assert.deepEqual(
    (await anns.invites.list()).map(({ id }) => id),
    [invite.id],
  );
  const cho = await join(line.url, 'Cho');
  closing.push(() => cho.chat.close());
  assert.equal((await cho.chat.invites.preview(invite.token)).title, 'A group');
  await anns.members.load();
  const chos = cho.chat.room((await cho.chat.invites.accept(invite.token)).id);
  closing.push(chos.attach());
  const isThere = () => anns.members.items.get().some(({ userId }) => userId === cho.user.id);
  await until('Ann to see Cho', isThere);
  await anns.invites.revoke(invite.id);
  assert.deepEqual(await anns.invites.list(), []);

  await anns.members.update(cho.user.id, { role: 'admin' });
  await until('Cho to be an admin', () => chos.can('remove_member'));
  await anns.update({ title: 'A larger group' });
  await until('the title', () => bens.session.get().title === 'A larger group');
  await anns.mute(true);
  assert.equal(anns.session.get().muted, true);
  const { seq } = await anns.messages.send('a word of its own: xylophone').stored;
  await until('Cho to have it', () => textsOf(chos).length === 1);
  chos.read(seq);
  await until('the mark', async () => {
    await anns.loadReads();
    return anns.reads.get().get(cho.user.id) === seq;
  });
  assert.equal((await cho.chat.search('xylophone')).items[0].seq, seq);
  assert.equal((await cho.chat.updateMe({ displayName: 'Chloe' })).displayName, 'Chloe');
  assert.equal(cho.chat.user.get().displayName, 'Chloe');
  await chos.presence.set({ status: 'away', state: { at: 'lunch' } });
  await until('Cho to be away', () => anns.presence.users.get().get(cho.user.id)?.status === 'away');

  await chos.leave();
  await until('Cho to be gone', () => !isThere());
  await anns.members.transfer(ben.user.id);
  await until('Ben to be the owner', () => bens.can('transfer_owner') || bens.session.get().role === 'owner');
  closing.push(ann.chat.sessions.items.subscribe(() => undefined));
  await bens.members.remove(ann.user.id);
  await until('Ann to be out', () => anns.status.get().status === 'failed');
  await ann.chat.sessions.load();
  await ann.chat.sessions.loadMore();
  assert.ok(!ann.chat.sessions.items.get().some(({ id }) => id === anns.id));
});

test('tasks are cancelled, answers given once more, questions taken back', async () => {
  const [anns] = await meet('Second thoughts');
  assert.equal((await anns.tasks.agents())[0].handle, 'default');
  const params = { text: 'one two three '.repeat(200), delayMs: 2_000 };
  const { taskId } = await anns.tasks.start({ taskType: 'word_count', params });
  const watched = anns.tasks.watch(taskId);
  closing.push(watched.subscribe(() => undefined));
  await anns.tasks.cancel(taskId);
  await until('the end', () => watched.get().task.status === 'canceled');
  const nobodys = anns.tasks.watch(randomUUID());
  closing.push(nobodys.subscribe(() => undefined));
  await until('a task that is none', () => nobodys.get().error !== undefined);

  assert.ok((await anns.ai.greet({ language: 'en' })).content);
  await anns.ai.ask('Why is it white?').answer;
  const answers = () => anns.messages.items.get().filter(({ parts: [part] }) => part.type === 'ai' && part.runId);
  await until('the answer', () => answers().at(-1)?.state === 'sent');
  const first = answers().at(-1);
  await anns.ai.again(first);
  await until('another one', () => answers().some(({ id, state }) => id !== first.id && state === 'sent'));
  const { id } = await anns.messages.send('Nobody asked the AI this.').stored;
  const run = await anns.ai.answer({ id });
  await until('its answer', () =>
    answers().some(({ parts: [part], replyTo }) => part.runId === run.runId && replyTo === id),
  );
  await assert.rejects(anns.ai.answer({}), (error) => error.code === 'message_not_found');
  await assert.rejects(async () => anns.ai.stop(anns.messages.items.get().find(({ mine }) => mine)), ChatError);
  const asking = anns.ai.ask('Never mind.', { signal: AbortSignal.abort() });
  await assert.rejects(asking.answer, (error) => error.code === 'aborted');
});

test('a token of one’s own is enough, and is asked for again when it is refused', async () => {
  const { id } = await ann.chat.sessions.create({ title: 'Tokens' });
  const { accessToken } = await call(line.url, 'POST', '/auth/login', {
    body: { email: ann.email, password: ann.password },
  });
  const asked = [];
  const chat = createCore({
    url: line.url,
    WebSocket,
    auth: tokenAuth((refused) => {
      asked.push(refused);
      return refused === undefined ? 'not.a.token' : accessToken;
    }),
  });
  closing.push(() => chat.close());
  const room = chat.room(id);
  closing.push(room.attach());
  await until('the room', () => room.status.get().status === 'attached');
  assert.equal(chat.user.get().id, ann.user.id);
  assert.deepEqual(asked, [undefined, 'not.a.token']);
  await room.messages.send('with a token').stored;
  await until('it', () => textsOf(room).length === 1);
  await until('what the session is called', () => room.session.get()?.title === 'Tokens');
  await ann.chat.call('PATCH /chat/session/{sessionId}', { path: { sessionId: id }, body: { title: 'Keys' } });
  await until('its other title', () => room.session.get().title === 'Keys');
  await chat.signOut();
  assert.equal(chat.connection.get().reason, 'signed_out');
  assert.deepEqual(textsOf(room), []);
  chat.wake();
  await until('the room to be back', () => textsOf(room).length === 1);
});

test('a client of supabase-js may keep the login', async () => {
  const [, url] = system.urls;
  const client = supabaseClient(url, (await apiKeys(system)).anon);
  const email = `cho-${randomUUID()}@example.org`;
  const { data } = await client.auth.signUp({ email, password: `pass-${randomUUID()}` });
  const chat = createChat({ url, WebSocket, auth: supabaseAuth(client) });
  closing.push(() => chat.close());
  await until('the connection', () => chat.connection.get().status === 'connected');
  assert.equal(chat.user.get().id, data.user.id);
  const room = chat.room((await chat.sessions.create({ title: 'Moved' })).id);
  closing.push(room.attach());
  await client.auth.refreshSession();
  await room.messages.send('with a newer token').stored;
  await until('it', () => textsOf(room).length === 1);
  await client.auth.signOut();
  await until('the end', () => chat.connection.get().reason === 'signed_out' && chat.user.get() === null);
});

test('a login that is ended elsewhere ends here, and the room of who comes back goes on', async () => {
  const [anns] = await meet('Logins');
  const cho = await join(line.url, 'Cho');
  closing.push(() => cho.chat.close());
  const room = cho.chat.room(anns.id);
  closing.push(room.attach());
  await until('it to be refused', () => room.status.get().status === 'failed');
  assert.equal(room.status.get().error.code, 'channel_not_found');
  await anns.members.add(cho.user.id);
  await until('the room after all', () => room.status.get().status === 'attached');

  const { email, password } = cho;
  const { accessToken } = await call(line.url, 'POST', '/auth/login', { body: { email, password } });
  await call(line.url, 'DELETE', '/auth/logins?scope=others', { token: accessToken });
  await until('the end', () => cho.chat.connection.get().reason === 'signed_out');
  await until('nobody', () => cho.chat.user.get() === null && textsOf(room).length === 0);
  const { stored } = room.messages.send('for later');
  await cho.chat.auth.signIn({ email, password });
  await stored;
  await until('it', () => textsOf(room).includes('for later'));
});

test('what no WebSocket brings, SockJS does', async () => {
  const [anns] = await meet('Narrow');
  class Blocked {
    constructor() {
      setTimeout(() => this.onclose?.());
    }
    close() {}
  }
  const cho = await join(line.url, 'Cho', { WebSocket: Blocked });
  closing.push(() => cho.chat.close());
  assert.equal(cho.chat.connection.get().transport, 'sockjs');
  await anns.members.add(cho.user.id);
  const room = cho.chat.room(anns.id);
  closing.push(room.attach());
  await until('the room', () => room.status.get().status === 'attached');
  await anns.messages.send('through the wall').stored;
  await until('it', () => textsOf(room).length === 1);
  room.typing.keystroke();
  await until('the typing', () => anns.typing.users.get().includes(cho.user.id));
});

test('what waits is kept over a restart, in order, and a storage that fails is said', async () => {
  const [anns, bens] = await meet('Kept');
  const kept = new Map();
  let full = false;
  const storage = {
    get: async (key) => kept.get(key),
    set: async (key, value) => {
      if (full) throw new Error('the disk is full');
      kept.set(key, structuredClone(value));
    },
    delete: async (key) => void kept.delete(key),
    list: async (prefix) => [...kept].filter(([key]) => key.startsWith(prefix)),
  };
  const tokens = new Map();
  const tokenStorage = {
    getItem: (key) => tokens.get(key) ?? null,
    setItem: (key, value) => tokens.set(key, value),
    removeItem: (key) => tokens.delete(key),
  };
  const open = () =>
    createChat({ url: line.url, WebSocket, auth: passwordAuth({ storage: tokenStorage }), storage: keepIn(storage) });
  const first = open();
  await first.auth.signIn({ email: ben.email, password: ben.password });
  closing.push(first.room(anns.id).attach());
  await until('the room', () => first.room(anns.id).status.get().status === 'attached');
  line.cut();
  numbered('offline', 3).forEach((text) => first.room(anns.id).messages.send(text));
  await until('them to be kept', () => [...kept.keys()].filter((key) => key.startsWith('outbox/')).length === 3);
  first.close();

  const second = open();
  closing.push(() => second.close());
  const room = second.room(anns.id);
  closing.push(room.attach());
  await until('them to be shown', () => textsOf(room).length === 3);
  assert.deepEqual(
    room.messages.items.get().map(({ state }) => state),
    ['pending', 'pending', 'pending'],
  );
  full = true;
  room.messages.send('offline 4');
  await until('it to be said', () => second.persistence.get().durable === false);
  assert.match(second.persistence.get().error.message, /disk is full/);
  line.mend();
  second.wake();
  await until('all to arrive', () => textsOf(bens).length === 4);
  assert.deepEqual(textsOf(bens), numbered('offline', 4));
  assert.deepEqual(await historyOf(bens), numbered('offline', 4));
});

test('IndexedDB that is forbidden is memory, and says so', async () => {
  const chat = createChat({ url: line.url, WebSocket, auth: passwordAuth(), storage: indexedDbStorage() });
  closing.push(() => chat.close());
  await until('it to be said', () => chat.persistence.get().durable === false);
  assert.equal(chat.persistence.get().error.code, 'storage_failed');
});

/** In a page: all that is kept. */
async function kept() {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open('cogo-chat', 1);
    request.onsuccess = () => resolve(request.result);
  });
  const request = database.transaction('kept').objectStore('kept').getAll();
  const all = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  database.close();
  return all;
}

/** Whether a session's end is kept with this text in it. */
function hasEnd(all, text) {
  return all.some((value) => value.messages?.some(({ content }) => content === text));
}

/** For a page: signs out with another client. As text, since vitest would put its own import in the place of the page's. */
const SIGN_OUT = `(async () => {
  const { createChat, indexedDbStorage, passwordAuth } = await import(location.origin + '/sdk/index.js');
  const chat = createChat({ url: location.origin, auth: passwordAuth(), storage: indexedDbStorage() });
  await chat.signOut();
  chat.close();
})()`;

const skip = !chromiumPath;

test(
  'a page loses, doubles and reorders nothing while it is reloaded, cut off and its node killed',
  { skip },
  async () => {
    const [anns] = await meet('A page');
    const window = await openWindow('about:blank');
    closing.push(() => window.close());
    const { page } = window;
    page.setDefaultTimeout(20_000);
    await openChatPage(page, line.url);
    await page.goto(`${line.url}/page#${anns.id}`);
    await page.reload();
    await page.getByPlaceholder('E-mail').fill(ben.email);
    await page.getByPlaceholder('Password').fill(ben.password);
    await page.getByRole('button', { name: 'Go' }).click();
    await page.locator('#connection', { hasText: /^connected$/ }).waitFor();

    const say = async (on, texts) => {
      for (const text of texts) {
        await on.getByLabel('Message').fill(text);
        await on.keyboard.press('Enter');
      }
    };
    const shown = (on) => on.locator('#messages li').evaluateAll((rows) => rows.map((row) => row.textContent));
    const all = (count) => numbered('Ben: text', count);
    const texts = numbered('text', 32);

    await say(page, texts.slice(0, 4));
    await until('the first', async () => (await page.locator('[data-state=sent]').count()) === 4);
    await page.reload();
    await until('them after a reload', async () => (await page.locator('[data-state=sent]').count()) === 4);

    await until('them to be kept', async () => hasEnd(await page.evaluate(kept), 'text 4'));
    line.cut();
    await page.locator('#connection', { hasText: 'cut' }).waitFor();
    await say(page, texts.slice(4, 8));
    await until('what waits to be kept', async () => JSON.stringify(await page.evaluate(kept)).includes('"text 8"'));
    await page.reload();
    await until('what waits, from the disk', async () => (await page.locator('[data-state=pending]').count()) === 4);
    assert.deepEqual(await shown(page), all(8));

    const other = await page.context().newPage();
    await other.goto(`${line.url}/page#${anns.id}`);
    await until('the other tab to show it', async () => (await other.locator('[data-state=pending]').count()) === 4);
    await say(other, texts.slice(8, 10));
    await until('this tab to show it too', async () => (await page.locator('[data-state=pending]').count()) === 6);
    line.mend();
    await until('all to be sent', async () => (await page.locator('[data-state=sent]').count()) === 10);
    await until('there too', async () => (await other.locator('[data-state=sent]').count()) === 10);

    const typing = say(page, texts.slice(10));
    await until('half of them', () => textsOf(anns).length >= 20);
    process.kill(system.pidOf(system.urls[0]), 'SIGKILL');
    await typing;
    await until(
      'all to be sent over the kill',
      async () => (await page.locator('[data-state=sent]').count()) === 32,
      60_000,
    );
    await until('the other tab', async () => (await other.locator('[data-state=sent]').count()) === 32);
    assert.deepEqual(await shown(page), all(32));
    assert.deepEqual(await shown(other), all(32));
    // Hers may have gone with the node; then she waits longer with each try.
    const hers = () => `Ann, who has ${textsOf(anns)} and is ${JSON.stringify(ann.chat.connection.get())}`;
    await until(hers, () => textsOf(anns).length === 32, 90_000);
    assert.deepEqual(textsOf(anns), texts);
    assert.deepEqual(await historyOf(anns), texts);

    await other.evaluate(SIGN_OUT);
    for (const tab of [page, other]) await tab.locator('#login').waitFor();
    assert.equal(await page.locator('#messages li').count(), 0);
    await until('nothing to be kept', async () => !hasEnd(await page.evaluate(kept), 'text 32'));
  },
);
