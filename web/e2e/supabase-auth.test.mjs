import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { call } from './support/api.mjs';
import { apiKeys, fetchInTurn, supabaseClient } from './support/supabase.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// The auth client of an unmodified supabase-js, against three nodes that take turns. What counts is what it shows to the
// application.

const quiet = { AGENT_URL: 'http://127.0.0.1:9' };
let system;
let strict;
let url;
let keys;
let inTurn;

before(async () => {
  [system, strict] = await Promise.all([
    startSystem({ nodes: 3, environment: { ANONYMOUS_SIGN_IN: 'true', ...quiet } }),
    startSystem({ environment: quiet, args: ['--roles', 'gateway'] }),
  ]);
  [url] = system.urls;
  inTurn = fetchInTurn(system.urls);
  keys = await apiKeys(system);
});

after(() => Promise.all([system?.stop(), strict?.stop()]));

const newClient = (key = keys.anon) => supabaseClient(url, key, inTurn);
const newcomer = () => ({ email: `${randomUUID()}@example.org`, password: `pass-${randomUUID()}` });

/** The data of an answer that must be one. */
function good({ data, error }) {
  assert.equal(error, null);
  return data;
}

/** What the application sees of a refusal. */
function refusal({ error }) {
  assert.ok(error, 'it should have been refused');
  return { name: error.name, status: error.status, code: error.code };
}

/** Somebody who has just signed up, with the client they did it with. */
async function signUp(data) {
  const client = newClient();
  const person = newcomer();
  const { user, session } = good(await client.auth.signUp({ ...person, options: { data } }));
  return { client, user, session, ...person };
}

test('the keys are shown by the command, the public one at the start too, the secret one nowhere else', () => {
  assert.ok(system.log().includes(keys.anon));
  assert.ok(!system.log().includes(keys.service_role));
  const claims = (key) => JSON.parse(Buffer.from(key.split('.')[1], 'base64url'));
  assert.equal(claims(keys.anon).role, 'anon');
  assert.equal(claims(keys.service_role).role, 'service_role');
});

test('sign up, sign out, sign in', async () => {
  const { client, user, session, email, password } = await signUp({ display_name: '민지', team: 'red' });
  assert.equal(user.email, email);
  assert.equal(user.user_metadata.team, 'red');
  assert.equal(session.user.id, user.id);
  assert.equal((await client.auth.getSession()).data.session.access_token, session.access_token);

  good(await client.auth.signOut());
  assert.equal((await client.auth.getSession()).data.session, null);

  const again = good(await client.auth.signInWithPassword({ email, password }));
  assert.equal(again.user.id, user.id);
  assert.equal(good(await client.auth.getUser()).user.email, email);
});

test('the session is one of the REST door too', async () => {
  const { user, session } = await signUp({ display_name: 'Ann' });
  const me = await call(url, 'GET', '/auth/me', { token: session.access_token });
  assert.deepEqual([me.id, me.displayName], [user.id, 'Ann']);
  const sent = await call(url, 'POST', '/chat/session', { token: session.access_token, body: { title: 'Hello' } });
  assert.ok(sent.id);
});

test('refusals have the status and code that the application looks for', async () => {
  const { email, password } = await signUp();
  const client = newClient();
  const api = (status, code) => ({ name: 'AuthApiError', status, code });

  const wrong = await client.auth.signInWithPassword({ email, password: 'a wrong guess' });
  assert.deepEqual(refusal(wrong), api(400, 'invalid_credentials'));
  assert.equal(wrong.error.message, 'Invalid login credentials');
  const unknown = await client.auth.signInWithPassword(newcomer());
  assert.deepEqual(refusal(unknown), refusal(wrong));
  assert.equal(unknown.error.message, wrong.error.message);

  assert.deepEqual(refusal(await client.auth.signUp({ email, password })), api(422, 'user_already_exists'));
  assert.deepEqual(refusal(await client.auth.signUp({ email: 'nobody', password })), api(400, 'validation_failed'));
  const weak = await client.auth.signUp({ ...newcomer(), password: 'short' });
  assert.deepEqual(refusal(weak), { name: 'AuthWeakPasswordError', status: 422, code: 'weak_password' });
  assert.deepEqual(weak.error.reasons, ['length']);

  assert.deepEqual(refusal(await client.auth.resetPasswordForEmail(email)), api(422, 'otp_disabled'));
  assert.deepEqual(refusal(await client.auth.signInWithOtp({ email })), api(422, 'otp_disabled'));
  assert.deepEqual(refusal(await client.auth.resend({ type: 'signup', email })), api(422, 'otp_disabled'));
  const typed = await client.auth.verifyOtp({ email, token: '123456', type: 'email' });
  assert.deepEqual(refusal(typed), api(403, 'otp_expired'));
  assert.deepEqual(refusal(await newClient('a.b.c').auth.signUp(newcomer())), api(401, 'no_authorization'));
  assert.deepEqual(refusal(await client.auth.getUser('a.b.c')), api(403, 'bad_jwt'));
});

test('a refresh swaps both tokens', async () => {
  const { client, user, session } = await signUp();
  const next = good(await client.auth.refreshSession()).session;
  assert.notEqual(next.refresh_token, session.refresh_token);
  assert.notEqual(next.access_token, session.access_token);
  assert.equal(good(await client.auth.getUser()).user.id, user.id);
  assert.deepEqual(refusal(await newClient().auth.refreshSession({ refresh_token: 'abcdefghij12' })), {
    name: 'AuthApiError',
    status: 400,
    code: 'refresh_token_not_found',
  });
});

test('ten clients with one refresh token all get on, and one session lives on', async () => {
  const { session } = await signUp();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => newClient().auth.refreshSession({ refresh_token: session.refresh_token })),
  );
  const tokens = new Set(answers.map((answer) => good(answer).session.refresh_token));
  assert.equal(tokens.size, 1);
  const last = newClient();
  good(await last.auth.refreshSession({ refresh_token: [...tokens][0] }));
  good(await last.auth.getUser());
});

test('signing out has scopes', async () => {
  const { client: one, email, password } = await signUp();
  const [two, three] = [newClient(), newClient()];
  for (const client of [two, three]) good(await client.auth.signInWithPassword({ email, password }));

  good(await two.auth.signOut({ scope: 'others' }));
  good(await two.auth.getUser());
  for (const client of [one, three]) {
    assert.equal(refusal(await client.auth.getUser()).name, 'AuthSessionMissingError');
    assert.equal((await client.auth.getSession()).data.session, null);
  }

  good(await one.auth.signInWithPassword({ email, password }));
  good(await two.auth.signOut({ scope: 'local' }));
  good(await one.auth.getUser());

  good(await two.auth.signInWithPassword({ email, password }));
  good(await two.auth.signOut());
  assert.equal(refusal(await one.auth.getUser()).name, 'AuthSessionMissingError');
});

test('signing out closes the live connections of the session, and no others', async () => {
  const { client: one, user, email, password } = await signUp();
  const two = newClient();
  good(await two.auth.signInWithPassword({ email, password }));
  const [ending, staying] = await Promise.all([one, two].map((client) => listen(client, user)));

  good(await one.auth.signOut({ scope: 'local' }));

  assert.equal(await ending.closed, 4503);
  assert.equal(staying.socket.readyState, WebSocket.OPEN);
  staying.socket.close();
});

/** A plain connection that listens with a client's session. */
async function listen(client, user) {
  const { session } = (await client.auth.getSession()).data;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/eventbus/websocket`);
  const frames = [];
  socket.on('message', (data) => frames.push(JSON.parse(data)));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(
    JSON.stringify({
      type: 'register',
      address: `user_notifications_${user.id}`,
      headers: { authorization: `Bearer ${session.access_token}` },
    }),
  );
  await until('the subscription', () => frames.some((frame) => JSON.stringify(frame).includes('subscribed')));
  return { socket, closed };
}

test('a user changes their data and password', async () => {
  const { client, email, password } = await signUp({ name: 'Bo', color: 'red' });
  const elsewhere = newClient();
  good(await elsewhere.auth.signInWithPassword({ email, password }));

  const { user } = good(await client.auth.updateUser({ data: { color: null, size: 3, name: 'Bob' } }));
  assert.deepEqual(user.user_metadata, { name: 'Bob', size: 3, display_name: 'Bob' });

  assert.deepEqual(refusal(await client.auth.updateUser({ password })), {
    name: 'AuthApiError',
    status: 422,
    code: 'same_password',
  });
  const next = `pass-${randomUUID()}`;
  good(await client.auth.updateUser({ password: next }));
  good(await client.auth.getUser());
  assert.equal(refusal(await elsewhere.auth.getUser()).name, 'AuthSessionMissingError');
  good(await elsewhere.auth.signInWithPassword({ email, password: next }));
});

test('claims are checked on the client, with the published keys', async () => {
  const { client, user } = await signUp({ team: 'red' });
  const asked = [];
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    asked.push(new URL(input.url ?? input).pathname);
    return realFetch(input, init);
  };
  try {
    const { claims, header } = good(await client.auth.getClaims());
    assert.equal(header.alg, 'ES256');
    assert.equal(claims.sub, user.id);
    assert.equal(claims.aud, 'authenticated');
    assert.equal(claims.role, 'authenticated');
    assert.equal(claims.aal, 'aal1');
    assert.equal(claims.amr[0].method, 'password');
    assert.equal(claims.is_anonymous, false);
    assert.equal(claims.user_metadata.team, 'red');
    assert.ok(claims.session_id);
  } finally {
    globalThis.fetch = realFetch;
  }
  assert.ok(!asked.includes('/auth/v1/user'), `the client asked the server: ${asked}`);
});

test('people come in without an account, and may get one later', async () => {
  const client = newClient();
  const { user } = good(await client.auth.signInAnonymously({ options: { data: { color: 'red' } } }));
  assert.equal(user.is_anonymous, true);
  good(await client.auth.refreshSession());

  const person = newcomer();
  const { user: known } = good(await client.auth.updateUser(person));
  assert.deepEqual([known.id, known.email, known.is_anonymous], [user.id, person.email, false]);
  good(await newClient().auth.signInWithPassword(person));
});

test('a server with the service key looks after accounts', async () => {
  const server = newClient(keys.service_role);
  const { email, password } = newcomer();
  const created = good(
    await server.auth.admin.createUser({ email, password, email_confirm: true, user_metadata: { name: 'Kim' } }),
  ).user;
  assert.deepEqual(good(await server.auth.admin.getUserById(created.id)).user, created);
  const listed = good(await server.auth.admin.listUsers({ page: 1, perPage: 1 }));
  assert.deepEqual([listed.users.length, listed.nextPage], [1, 2]);
  assert.ok(listed.total > 1);
  const client = newClient();
  const { session } = good(await client.auth.signInWithPassword({ email, password }));
  good(await server.auth.admin.updateUserById(created.id, { ban_duration: '24h' }));
  assert.equal(refusal(await client.auth.signInWithPassword({ email, password })).code, 'user_banned');
  assert.equal(refusal(await client.auth.getUser(session.access_token)).name, 'AuthSessionMissingError');
  good(await server.auth.admin.updateUserById(created.id, { ban_duration: 'none', user_metadata: { team: 7 } }));
  good(await client.auth.signInWithPassword({ email, password }));

  const link = good(await server.auth.admin.generateLink({ type: 'recovery', email }));
  assert.equal(link.user.id, created.id);
  const { hashed_token, verification_type, action_link } = link.properties;
  assert.match(action_link, /\/auth\/v1\/verify\?token=/);
  const came = good(await newClient().auth.verifyOtp({ token_hash: hashed_token, type: verification_type }));
  assert.equal(came.user.user_metadata.team, 7);
  const newOne = newcomer();
  const invite = good(await server.auth.admin.generateLink({ type: 'signup', ...newOne }));
  const page = new URL((await fetch(invite.properties.action_link, { redirect: 'manual' })).headers.get('location'));
  assert.match(page.hash, /^#access_token=.*&type=signup$/);
  good(await client.auth.signInWithPassword(newOne));

  good(await server.auth.admin.deleteUser(created.id));
  assert.equal(refusal(await server.auth.admin.getUserById(created.id)).code, 'user_not_found');
  assert.equal(refusal(await newClient().auth.admin.listUsers()).code, 'not_admin');
  assert.equal(refusal(await client.auth.signInWithOtp({ email: newOne.email })).code, 'otp_disabled');
});

test('where nobody may come in without an account, it says so', async () => {
  const client = supabaseClient(strict.urls[0], (await apiKeys(strict)).anon);
  assert.deepEqual(refusal(await client.auth.signInAnonymously()), {
    name: 'AuthApiError',
    status: 422,
    code: 'anonymous_provider_disabled',
  });
});
