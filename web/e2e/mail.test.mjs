import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// A mail server that defers, refuses and takes; what is promised to people has to arrive all the same.

const PASSWORD = 'seven quiet lighthouses';
const NEXT = 'nine loud lighthouses';
const PUBLIC = 'https://chat.example';
const taken = [];
const deferred = new Set();
let attempts = 0;
let smtp;
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
  system = await startSystem({
    environment: {
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
