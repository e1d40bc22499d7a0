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

const register = (email, more = {}) => post('/auth/register', { email, password: PASSWORD, ...more });
const forgot = (email) => post('/auth/password/forgot', { email });
const login = (email, password) => post('/auth/login', { email, password });
const mailTo = (email) => taken.filter((mail) => mail.to === email);

async function linkIn(email) {
  await until(`a mail to ${email}`, () => mailTo(email).length > 0, 60_000);
  const found = mailTo(email)[0].text.match(/https:\/\/chat\.example\/#\/password\/([\w-]+)/);
  assert.ok(found, mailTo(email)[0].text);
  return found[1];
}

test('a mail that was deferred arrives, in the language of its user, and its link sets the password', async () => {
  const email = 'grey-minji@example.org';
  await register(email, { displayName: '민지', language: 'ko' });
  assert.equal((await forgot(email)).status, 202);
  const token = await linkIn(email);
  assert.match(mailTo(email)[0].text, /^Subject: =\?UTF-8\?/im);
  assert.match(mailTo(email)[0].text, /lang="ko"/);
  assert.match(mailTo(email)[0].text, /From: Cogo Chat <chat@example\.org>/);
  assert.equal((await post('/auth/password/reset', { token, password: NEXT })).status, 204);
  assert.equal((await post('/auth/password/reset', { token, password: NEXT })).body.code, 'link_not_found');
  assert.equal((await login(email, PASSWORD)).status, 401);
  assert.equal((await login(email, NEXT)).status, 200);
});

test('who asks again and again gets one mail, and who has no account none', async () => {
  const email = 'ann@example.org';
  await register(email);
  for (let i = 0; i < 3; i++) assert.equal((await forgot(email)).status, 202);
  assert.equal((await forgot('nobody@example.org')).status, 202);
  await linkIn(email);
  // A mail that was asked for later has arrived: so would have the others.
  await register('ben@example.org');
  await forgot('ben@example.org');
  await linkIn('ben@example.org');
  assert.equal(mailTo(email).length, 1);
  assert.equal(mailTo('nobody@example.org').length, 0);
});

test('an address that is refused for good is given up at once, and is not in the log', async () => {
  const email = 'gone-carl@example.org';
  await register(email);
  const before = attempts;
  await forgot(email);
  await until('the mail to be given up', () =>
    /is given up after 1 attempts: the server answered 550/.test(system.log()),
  );
  assert.equal(attempts, before + 1);
  assert.ok(!system.log().includes(email));
  assert.ok(!system.log().includes('p:w+d'));
});
