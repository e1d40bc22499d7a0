import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { call } from './support/api.mjs';
import { browse, clientOf, startProvider } from './support/provider.mjs';
import { apiKeys, supabaseClient } from './support/supabase.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// A mail server that defers, refuses and takes; what is promised to people has to arrive all the same. And a provider of single
// sign-on, whose keys change and who ends logins.

const PASSWORD = 'seven quiet lighthouses';
const NEXT = 'nine loud lighthouses';
const LAST = 'eleven tired lighthouses';
const PUBLIC = 'https://chat.example';
const taken = [];
const deferred = new Set();
let attempts = 0;
let smtp;
let provider;
let system;

before(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, session, done) =>
      username === 'cogo' && password === 'p:w+d' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo({ address }, session, done) {
      attempts += 1;
      if (address.startsWith('gone-')) {
        return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      }
      if (address.startsWith('grey-') && !deferred.has(address)) {
        deferred.add(address);
        return done(Object.assign(new Error('come back later'), { responseCode: 451 }));
      }
      return session.user === 'cogo' ? done() : done(new Error('log in first'));
    },
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (part) => (text += part));
      stream.on('end', () => {
        taken.push({ to: session.envelope.rcptTo[0].address, text: text.replace(/=\r\n/g, '').replace(/=3D/g, '=') });
        done();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  provider = await startProvider();
  system = await startSystem({
    environment: {
      ...clientOf(provider.issuer),
      SMTP_URL: `smtp://cogo:p%3Aw+d@127.0.0.1:${smtp.server.address().port}`,
      MAIL_FROM: 'Cogo Chat <chat@example.org>',
      MAIL_PER_MINUTE: '600',
      PUBLIC_URL: PUBLIC,
      REGISTRATION: 'domain',
      REGISTRATION_DOMAINS: 'example.org',
    },
  });
});

after(async () => {
  await system?.stop();
  provider?.close();
  smtp?.close();
});

async function post(path, body) {
  const response = await fetch(system.urls[0] + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const forgot = (email, more = {}) => post('/auth/password/forgot', { email, ...more });
const login = (email, password) => post('/auth/login', { email, password });
const reset = (token, password) => post('/auth/password/reset', { token, password });
const mailTo = (email) => taken.filter((mail) => mail.to === email);

async function linkIn(email, number = 1) {
  await until(`mail ${number} to ${email}`, () => mailTo(email).length >= number, 60_000);
  const found = mailTo(email)[number - 1].text.match(/https:\/\/chat\.example\/#\/password\/([\w-]+)/);
  assert.ok(found, mailTo(email)[number - 1].text);
  return found[1];
}

test('who gets mail at a domain makes an account by it, though it was deferred, in their language', async () => {
  const email = 'grey-minji@example.org';
  const refused = await post('/auth/register', { email, password: PASSWORD });
  assert.equal(refused.body.code, 'registration_closed');
  assert.equal((await forgot(email, { language: 'ko' })).status, 202);
  const token = await linkIn(email);
  const { text } = mailTo(email)[0];
  assert.match(text, /Subject: =\?UTF-8\?/i);
  assert.match(text, /lang="ko"/);
  assert.match(text, /From: Cogo Chat <chat@example\.org>/);
  assert.equal((await reset(token, 'Password123!')).body.code, 'weak_password');
  assert.equal((await reset(token, PASSWORD)).status, 204);
  assert.equal((await reset(token, NEXT)).body.code, 'link_not_found');
  const { user } = (await login(email, PASSWORD)).body;
  assert.equal(user.displayName, 'grey-minji');
  assert.equal(user.language, 'ko');
});

test('who has forgotten the password chooses another, and asking again makes no second mail', async () => {
  const email = 'grey-minji@example.org';
  for (let i = 0; i < 3; i++) assert.equal((await forgot(email)).status, 202);
  const token = await linkIn(email, 2);
  assert.equal((await reset(token, NEXT)).status, 204);
  assert.equal((await login(email, PASSWORD)).status, 401);
  assert.equal((await login(email, NEXT)).status, 200);
  assert.equal((await forgot('nobody@elsewhere.example')).status, 202);
  // A mail that was asked for later has arrived: so would have the others.
  await forgot('ben@example.org');
  await linkIn('ben@example.org');
  assert.equal(mailTo(email).length, 2);
  assert.equal(mailTo('nobody@elsewhere.example').length, 0);
});

test('both addresses are told of another one, and what lies in the former mailbox opens nothing', async () => {
  const [before, now] = ['ben@example.org', 'ben@new.example'];
  assert.equal((await reset(await linkIn(before), PASSWORD)).status, 204);
  const { accessToken: token } = (await login(before, PASSWORD)).body;
  await forgot(before);
  const link = await linkIn(before, 2);
  const change = (body) => call(system.urls[0], 'POST', '/auth/email', { token, body });
  await assert.rejects(change({ email: now, currentPassword: NEXT }), { code: 'invalid_credentials' });
  assert.equal((await change({ email: now, currentPassword: PASSWORD })).email, now);
  for (const [email, number, what] of [
    [before, 3, /has another one now/],
    [now, 1, /now has this address/],
  ]) {
    await until(`a mail to ${email}`, () => mailTo(email).length === number, 60_000);
    assert.match(mailTo(email)[number - 1].text, what);
  }
  assert.equal((await reset(link, NEXT)).body.code, 'link_not_found');
  assert.equal((await login(before, PASSWORD)).status, 401);
  assert.equal((await login(now, PASSWORD)).status, 200);
});

test('an address that is refused for good is given up at once, and is not in the log', async () => {
  const email = 'gone-carl@example.org';
  const before = attempts;
  await forgot(email);
  await until('the mail to be given up', () =>
    /is given up after 1 attempts: the server answered 550/.test(system.log()),
  );
  assert.equal(attempts, before + 1);
  assert.ok(!system.log().includes(email));
  assert.ok(!system.log().includes('p:w+d'));
});

// Codes, for supabase-js ---------------------------------------------------------------------------------------------

const supabase = async (auth) => supabaseClient(system.urls[0], (await apiKeys(system)).anon, undefined, auth);

/** The digits and the link of the last mail. */
async function codeIn(email, number = 1) {
  await until(`mail ${number} to ${email}`, () => mailTo(email).length >= number, 60_000);
  const { text } = mailTo(email)[number - 1];
  return {
    digits: text.match(/The code is (\d{6})/)?.[1],
    link: text.match(/https:\/\/chat\.example\/auth\/v1\/verify\?\S+/)[0],
  };
}

/** Where a link leads. */
async function follow(link) {
  const response = await fetch(here(link), { redirect: 'manual' });
  assert.equal(response.status, 303);
  return new URL(response.headers.get('location'));
}

test('supabase-js confirms an address by a code, and the account is made by it', async () => {
  const email = 'hana@example.org';
  const client = await supabase();
  const signedUp = await client.auth.signUp({ email, password: PASSWORD, options: { data: { name: 'Hana' } } });
  assert.equal(signedUp.error, null);
  assert.equal(signedUp.data.session, null);
  assert.ok(signedUp.data.user.confirmation_sent_at);
  const early = await client.auth.signInWithPassword({ email, password: PASSWORD });
  assert.equal(early.error.code, 'invalid_credentials');
  const { digits } = await codeIn(email);
  const wrong = await client.auth.verifyOtp({ email, token: digits === '000000' ? '1' : '000000', type: 'signup' });
  assert.deepEqual([wrong.error.status, wrong.error.code], [403, 'otp_expired']);
  const { data, error } = await client.auth.verifyOtp({ email, token: digits, type: 'signup' });
  assert.equal(error, null);
  assert.equal(data.user.id, signedUp.data.user.id);
  assert.equal(data.user.user_metadata.name, 'Hana');
  assert.equal((await client.auth.verifyOtp({ email, token: digits, type: 'signup' })).error.code, 'otp_expired');
  assert.equal((await login(email, PASSWORD)).status, 200);
  // Whether an address has an account is not told.
  const again = await client.auth.signUp({ email, password: NEXT });
  assert.deepEqual([again.error, again.data.session], [null, null]);
  const outside = await client.auth.signUp({ email: 'hana@elsewhere.example', password: PASSWORD });
  assert.equal(outside.error.code, 'signup_disabled');
});

test('supabase-js chooses another password by a mail, with the implicit flow', async () => {
  const email = 'grey-minji@example.org';
  const client = await supabase();
  const options = { redirectTo: `${PUBLIC}/reset?tab=1` };
  assert.equal((await client.auth.resetPasswordForEmail('nobody@example.org', options)).error, null);
  for (let i = 0; i < 3; i++) assert.equal((await client.auth.resetPasswordForEmail(email, options)).error, null);
  const { link } = await codeIn(email, 3);
  const page = await follow(link);
  assert.equal(page.origin + page.pathname + page.search, options.redirectTo);
  const fields = Object.fromEntries(new URLSearchParams(page.hash.slice(1)));
  assert.deepEqual([fields.type, fields.token_type], ['recovery', 'bearer']);
  const { error } = await client.auth.setSession({
    access_token: fields.access_token,
    refresh_token: fields.refresh_token,
  });
  assert.equal(error, null);
  assert.equal((await client.auth.updateUser({ password: LAST })).error, null);
  assert.equal((await login(email, LAST)).status, 200);
  assert.match((await follow(link)).hash, /error_code=otp_expired/);
  assert.equal(mailTo('nobody@example.org').length, 0);
  assert.equal(mailTo(email).length, 3);
});

test('supabase-js comes in without a password, with the PKCE flow, and nobody else by its link', async () => {
  const email = 'ina@example.org';
  const client = await supabase({ flowType: 'pkce' });
  const options = { emailRedirectTo: 'https://evil.example/', data: { name: 'Ina' } };
  assert.equal((await client.auth.signInWithOtp({ email, options })).error, null);
  const page = await follow((await codeIn(email)).link);
  assert.equal(page.origin + page.pathname + page.hash, `${PUBLIC}/`);
  const code = page.searchParams.get('code');
  const verified = await client.auth.verifyOtp({ token_hash: code, type: 'email' });
  assert.equal(verified.error.code, 'otp_expired');
  const { data, error } = await client.auth.exchangeCodeForSession(code);
  assert.equal(error, null);
  assert.deepEqual([data.user.email, data.user.user_metadata.name], [email, 'Ina']);
  assert.ok((await client.auth.exchangeCodeForSession(code)).error);

  const { service_role } = await apiKeys(system);
  const server = supabaseClient(system.urls[0], service_role);
  const invited = await server.auth.admin.inviteUserByEmail('jo@example.org', { data: { name: 'Jo' } });
  assert.equal(invited.error, null);
  const { digits } = await codeIn('jo@example.org');
  const came = await client.auth.verifyOtp({ email: 'jo@example.org', token: digits, type: 'invite' });
  assert.equal(came.data.user.id, invited.data.user.id);
});

// Single sign-on -----------------------------------------------------------------------------------------------------

const PAGE = `${PUBLIC}/somewhere?tab=1#/session`;
const hash = (verifier) => createHash('sha256').update(verifier).digest('base64url');
/** What the outside calls PUBLIC is here. */
const here = (url) => url.replace(PUBLIC, system.urls[0]);
const openProvider = () =>
  provider.open({
    redirect_uris: [`${PUBLIC}/auth/sso/callback`],
    backchannel_logout_uri: `${system.urls[0]}/auth/sso/corp/logout`,
  });

/** Goes through the provider; what the page is called with in the end. */
async function throughProvider(name, begin) {
  const callback = await browse(begin, name, (url) => url.startsWith(`${PUBLIC}/auth/sso/callback`));
  const response = await fetch(here(callback), { redirect: 'manual' });
  assert.equal(response.status, 302, await response.text());
  return new URL(response.headers.get('location'));
}

async function sso(name, { verifier = randomBytes(32).toString('base64url'), page = PAGE } = {}) {
  const query = new URLSearchParams({ redirectTo: page, codeChallenge: hash(verifier) });
  const back = await throughProvider(name, `${system.urls[0]}/auth/sso/corp?${query}`);
  return {
    back,
    code: back.searchParams.get('code'),
    error: back.searchParams.get('error_code'),
    codeVerifier: verifier,
  };
}

const exchange = ({ code, codeVerifier }) => post('/auth/sso/token', { code, codeVerifier });
const ssoLogin = async (name) => exchange(await sso(name));

test('who comes from a provider is logged in by a code, once, and tokens stand in no address', async () => {
  await openProvider();
  provider.people.set('dora', { email: 'Dora@example.org', email_verified: true, name: 'Dora D', locale: 'ko-KR' });
  assert.deepEqual((await (await fetch(`${system.urls[0]}/auth/sso`)).json()).items, [{ name: 'corp' }]);
  const come = await sso('dora');
  assert.equal(come.back.origin + come.back.pathname + come.back.hash, `${PUBLIC}/somewhere#/session`);
  assert.deepEqual([...come.back.searchParams.keys()], ['tab', 'code']);
  const { status, body } = await exchange(come);
  assert.equal(status, 200);
  assert.equal(body.user.email, 'dora@example.org');
  assert.equal(body.user.displayName, 'Dora D');
  assert.equal(body.user.language, 'ko-KR');
  assert.equal(body.user.operator, false);
  assert.equal((await exchange(come)).body.code, 'sso_code_invalid');
  // Another page's verifier does not do, and uses the code up.
  const stolen = await sso('dora');
  assert.equal((await exchange({ ...stolen, codeVerifier: 'x'.repeat(43) })).body.code, 'sso_code_invalid');
  assert.equal((await exchange(stolen)).body.code, 'sso_code_invalid');
  // The same person has the same account, whatever the address is now, and what a group makes of them.
  provider.people.set('dora', { email: 'other@example.org', email_verified: false, groups: ['chat-admins'] });
  const again = (await ssoLogin('dora')).body.user;
  assert.equal(again.id, body.user.id);
  assert.equal(again.operator, true);
  provider.people.set('dora', { email: 'other@example.org', groups: [] });
  assert.equal((await ssoLogin('dora')).body.user.operator, false);
});

test('an address that the provider has not verified opens nothing, and a verified one takes its account over', async () => {
  const email = 'emil@example.org';
  await forgot(email);
  await reset(await linkIn(email), PASSWORD);
  const before = (await login(email, PASSWORD)).body;
  provider.people.set('mallory', { email });
  assert.equal((await sso('mallory')).error, 'sso_email_unverified');
  provider.people.set('stranger', { email: 'stranger@elsewhere.example', email_verified: true });
  assert.equal((await sso('stranger')).error, 'registration_closed');
  provider.people.set('emil', { email, email_verified: true });
  assert.equal((await ssoLogin('emil')).body.user.id, before.user.id);
  assert.equal((await login(email, PASSWORD)).status, 401);
  assert.equal((await post('/auth/refresh', { refreshToken: before.refreshToken })).status, 401);
});

test('nobody is sent to a page that is not ours, and a made-up state is refused', async () => {
  const begin = (redirectTo, codeChallenge = hash('x')) =>
    fetch(`${system.urls[0]}/auth/sso/corp?${new URLSearchParams({ redirectTo, codeChallenge })}`, {
      redirect: 'manual',
    });
  for (const page of [
    'https://evil.example/',
    `${PUBLIC}.evil.example/`,
    `https://user@chat.example/`,
    '//evil.example',
    'x',
  ]) {
    assert.equal((await begin(page)).status, 400, page);
  }
  assert.equal((await begin(PAGE, '')).status, 400);
  assert.equal((await begin(PAGE)).status, 302);
  const unknown = await fetch(`${system.urls[0]}/auth/sso/nobody?redirectTo=x&codeChallenge=x`);
  assert.equal((await unknown.json()).code, 'sso_provider_not_found');
  const forged = await fetch(`${system.urls[0]}/auth/sso/callback?code=x&state=eyJwIjoiY29ycCJ9.AAAA`);
  assert.equal((await forged.json()).code, 'invalid_request');
});

test('supabase-js logs in by a provider with the PKCE flow', async () => {
  provider.people.set('fay', { email: 'fay@example.org', email_verified: true, name: 'Fay' });
  const { anon } = await apiKeys(system);
  const client = supabaseClient(system.urls[0], anon, undefined, { flowType: 'pkce' });
  const options = { redirectTo: `${PUBLIC}/app`, skipBrowserRedirect: true };
  const { data } = await client.auth.signInWithOAuth({ provider: 'corp', options });
  const back = await throughProvider('fay', data.url);
  const { data: came, error } = await client.auth.exchangeCodeForSession(back.searchParams.get('code'));
  assert.equal(error, null);
  assert.equal(came.user.email, 'fay@example.org');
  assert.equal((await client.auth.getUser()).data.user.id, came.user.id);
  assert.ok((await client.auth.exchangeCodeForSession('used')).error);
  // Tokens in an address would be what the implicit flow wants.
  const implicit = await supabaseClient(system.urls[0], anon).auth.signInWithOAuth({ provider: 'corp', options });
  assert.equal((await (await fetch(implicit.data.url)).json()).code, 'validation_failed');
});

test("the provider's keys change, it ends logins, and it goes away", async () => {
  provider.people.set('gil', { email: 'gil@example.org', email_verified: true });
  const first = (await ssoLogin('gil')).body;
  await openProvider();
  // They are asked for again at most every ten seconds.
  await until('the new keys to be known', async () => (await sso('gil')).code !== null);
  const second = (await ssoLogin('gil')).body;
  const me = async ({ accessToken }) =>
    (await fetch(`${system.urls[0]}/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })).status;
  assert.equal(await me(second), 200);
  await provider.logout('gil');
  assert.equal(await me(first), 401);
  assert.equal(await me(second), 401);
  const made = await fetch(`${system.urls[0]}/auth/sso/corp/logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.` }),
  });
  assert.equal(made.status, 400);
  const query = new URLSearchParams({ redirectTo: PAGE, codeChallenge: hash('x') });
  const callback = await browse(`${system.urls[0]}/auth/sso/corp?${query}`, 'gil', (url) => url.startsWith(PUBLIC));
  provider.close();
  const away = await fetch(here(callback), { redirect: 'manual' });
  assert.equal(new URL(away.headers.get('location')).searchParams.get('error_code'), 'sso_failed');
});
