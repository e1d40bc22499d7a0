import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { call } from './support/api.mjs';
import { apiKeys, memory } from './support/supabase.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// Versions of supabase-js that applications are pinned to. They differ in when they tell the realtime server who the user is:
// up to 2.46 when somebody signs in, and never after a reload; 2.47 to 2.53 when they were told that they have joined; since then with
// the join, unless the token is not read yet.
const VERSIONS = [
  { name: 'supabase-js-2.39', own: true, tells: false },
  { name: 'supabase-js-2.43', own: true, tells: false },
  { name: 'supabase-js-2.46', own: true, tells: false },
  { name: 'supabase-js-2.49', own: true, tells: true },
  { name: 'supabase-js-2.53', tells: true },
  { name: '@supabase/supabase-js', tells: false },
];

let system;
let keys;
const clients = [];

before(async () => {
  system = await startSystem({ environment: { AGENT_URL: 'http://127.0.0.1:9' } });
  keys = await apiKeys(system);
});

after(async () => {
  for (const client of clients) await client.removeAllChannels();
  clients.forEach((client) => client.realtime.disconnect());
  await system?.stop();
});

/** A page of an application, with what its browser keeps. Old clients bring a WebSocket of their own and take no other. */
async function page({ name, own }, storage) {
  const { createClient } = await import(name);
  const client = createClient(system.urls[0], keys.anon, {
    auth: { storageKey: 'app', autoRefreshToken: false, persistSession: true, storage },
    ...(!own && { realtime: { transport: WebSocket } }),
  });
  clients.push(client);
  return client;
}

/** The seed's channel: rows, typing and presence, and what the application is told of it. */
function open(client, sessionId) {
  const seen = { states: [], rows: [], typing: [] };
  const table = { event: 'INSERT', schema: 'public', table: 'chat_messages_realtime' };
  seen.channel = client
    .channel(`chat_session_${sessionId}`, { config: { broadcast: { ack: true } } })
    .on('postgres_changes', table, ({ new: row }) => seen.rows.push(row.content))
    .on('broadcast', { event: 'typing' }, ({ payload }) => seen.typing.push(payload))
    .on('presence', { event: 'sync' }, () => {})
    .subscribe((state) => {
      seen.states.push(state);
      if (state === 'SUBSCRIBED') seen.channel.track({ status: 'online', page: sessionId });
    });
  return seen;
}

async function person() {
  const login = { email: `${randomUUID()}@example.org`, password: `pass-${randomUUID()}` };
  const { user, accessToken } = await call(system.urls[0], 'POST', '/auth/register', { body: login });
  return { ...login, id: user.id, token: accessToken };
}

/** Waits until the page hears what the other does, and the other hears the page. */
async function hears(seen, me, other, sessionId) {
  const say = (content) =>
    call(system.urls[0], 'POST', '/chat/message', { token: other.token, body: { sessionId, content } });
  // Those that are told too early that they have joined hear what happens from the moment on when their token came.
  await until('a row', async () => {
    await say('hello');
    return seen.rows.includes('hello');
  });
  await until('presence of both', () => seen.channel.presenceState()[me.id] && seen.channel.presenceState()[other.id]);
  await until('presence at the other', () => other.seen.channel.presenceState()[me.id]?.[0].page === sessionId);
  for (const isTyping of [true, false]) {
    const typing = (userId) => ({ type: 'broadcast', event: 'typing', payload: { userId, sessionId, isTyping } });
    const told = (whom, userId) => whom.typing.some((typed) => typed.userId === userId && typed.isTyping === isTyping);
    assert.equal(await seen.channel.send(typing(me.id)), 'ok');
    await until('my typing at the other', () => told(other.seen, me.id));
    assert.equal(await other.seen.channel.send(typing(other.id)), 'ok');
    await until('typing of the other', () => told(seen, other.id));
  }
}

for (const version of VERSIONS) {
  test(`${version.name} after signing in, and when its page is loaded anew`, { timeout: 90_000 }, async () => {
    const [me, other] = [await person(), await person()];
    const body = { title: 'Versions', ai: false, members: [me.email] };
    const sessionId = (await call(system.urls[0], 'POST', '/chat/session', { token: other.token, body })).id;
    const newest = await page(VERSIONS.at(-1), memory());
    await newest.auth.signInWithPassword(other);
    other.seen = open(newest, sessionId);
    const storage = memory();
    const first = await page(version, storage);
    const { error } = await first.auth.signInWithPassword({ email: me.email, password: me.password });
    assert.equal(error, null);
    const signedIn = open(first, sessionId);
    await hears(signedIn, me, other, sessionId);
    assert.deepEqual(signedIn.states, ['SUBSCRIBED']);
    await first.removeAllChannels();
    other.seen.typing.length = 0;

    const again = await page(version, storage);
    if (!version.tells) {
      const { data } = await again.auth.getSession();
      await again.realtime.setAuth(data.session.access_token);
    }
    const reloaded = open(again, sessionId);
    await hears(reloaded, me, other, sessionId);
    assert.deepEqual(reloaded.states, ['SUBSCRIBED']);
  });
}

test('the newest, loaded anew, comes by itself if nobody waits for its token', { timeout: 60_000 }, async () => {
  const [me, other] = [await person(), await person()];
  const body = { title: 'Versions', ai: false, members: [other.email] };
  const sessionId = (await call(system.urls[0], 'POST', '/chat/session', { token: me.token, body })).id;
  const storage = memory();
  const first = await page(VERSIONS.at(-1), storage);
  await first.auth.signInWithPassword(me);
  // What it sends first says nothing of the user, and nothing else follows: it has to be refused.
  const reloaded = open(await page(VERSIONS.at(-1), storage), sessionId);
  await until('it has joined', () => reloaded.states.includes('SUBSCRIBED'));
  assert.deepEqual(reloaded.states, ['CHANNEL_ERROR', 'SUBSCRIBED']);
});
