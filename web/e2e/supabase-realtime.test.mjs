import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { call } from './support/api.mjs';
import { startBalancer } from './support/balancer.mjs';
import { apiKeys, supabaseClient } from './support/supabase.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// The realtime client of an unmodified supabase-js, against three real nodes. What counts is what it shows to the application.

let system;
let keys;
const clients = [];

before(async () => {
  system = await startSystem({
    nodes: 3,
    environment: { AGENT_URL: 'http://127.0.0.1:9', SUPABASE_PUBLIC_CHANNELS: 'hall:' },
  });
  keys = await apiKeys(system);
});

after(async () => {
  for (const client of clients) await client.removeAllChannels();
  clients.forEach((client) => client.realtime.disconnect());
  await system?.stop();
});

/** Somebody who has signed up at a node with supabase-js. */
async function person(node, url = system.urls[node]) {
  const client = supabaseClient(url, keys.anon);
  clients.push(client);
  const login = { email: `${randomUUID()}@example.org`, password: `pass-${randomUUID()}` };
  const { data, error } = await client.auth.signUp(login);
  assert.equal(error, null);
  return { client, url, ...login, id: data.user.id, token: data.session.access_token };
}

async function sessionOf(owner, ...members) {
  const body = { title: 'Realtime', ai: false, members: members.map((member) => member.email) };
  return (await call(owner.url, 'POST', '/chat/session', { token: owner.token, body })).id;
}

const say = (who, sessionId, content) =>
  call(who.url, 'POST', '/chat/message', { token: who.token, body: { sessionId, content } });

/** Subscribes and returns the channel; rejects with what the application is told. */
function subscribed(channel) {
  return new Promise((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === 'SUBSCRIBED') resolve(channel);
      else reject(error ?? new Error(status));
    });
  });
}

/** Everything that a binding of a channel brings. */
function collect(channel, type, filter) {
  const events = [];
  channel.on(type, filter, (event) => events.push(event));
  return events;
}

const table = { schema: 'public', table: 'chat_messages_realtime' };

test('two clients at two nodes chat through row changes and broadcasts', { timeout: 60_000 }, async () => {
  const [ada, ben] = [await person(0), await person(1)];
  const sessionId = await sessionOf(ada, ben);
  // The seed's own way: no filter on the session's channel.
  const left = ada.client.channel(`chat_session_${sessionId}`);
  const leftRows = collect(left, 'postgres_changes', { event: 'INSERT', ...table });
  const leftWords = collect(left, 'broadcast', { event: '*' });
  // And another topic with a filter.
  const right = ben.client.channel('my messages');
  const filter = `session_id=eq.${sessionId}`;
  const rightRows = collect(right, 'postgres_changes', { event: '*', ...table, filter });
  // What is Ben's own tells of the session, too.
  const own = ben.client.channel(`user_notifications_${ben.id}`);
  const activity = collect(own, 'broadcast', { event: 'session_activity' });
  await Promise.all([subscribed(left), subscribed(right), subscribed(own)]);
  const { message } = await say(ada, sessionId, 'hello');
  await say(ben, sessionId, '안녕');
  await until('both rows at both', () => leftRows.length === 2 && rightRows.length === 2);
  const { new: row, eventType } = rightRows[0];
  assert.equal(eventType, 'INSERT');
  assert.deepEqual(
    [row.id, row.session_id, row.user_id, row.content, row.message_type, row.seq],
    [message.id, sessionId, ada.id, 'hello', 'text', message.seq],
  );
  assert.equal(Date.parse(row.timestamp), Date.parse(message.timestamp));
  const told = leftWords.filter(({ event }) => event === 'new_message');
  assert.deepEqual(
    told.map(({ payload, meta }) => [payload.content, meta.seq]),
    leftRows.map((change) => [change.new.content, change.new.seq]),
  );

  const path = `/chat/session/${sessionId}/message/${message.id}`;
  await call(ada.url, 'PATCH', path, { token: ada.token, body: { content: 'hello!' } });
  await call(ada.url, 'DELETE', path, { token: ada.token });
  await until('the edit and the deletion', () => rightRows.length === 4);
  assert.deepEqual(
    rightRows.slice(2).map((change) => [change.eventType, change.new.content, change.old.id]),
    [
      ['UPDATE', 'hello!', message.id],
      ['DELETE', undefined, message.id],
    ],
  );
  assert.equal(leftRows.length, 2);
  const stand = () => activity.flatMap(({ payload }) => payload.items).findLast((item) => item.sessionId === sessionId);
  await until('the last word of the session', () => stand()?.seq === 4);
  assert.deepEqual([stand().unread, stand().lastMessage.content], [0, '안녕']);
});

test('broadcasts, acknowledged, to the others and to oneself, of JSON and of bytes', { timeout: 60_000 }, async () => {
  const [ada, ben] = [await person(0), await person(2)];
  const sessionId = await sessionOf(ada, ben);
  const name = `chat_session_${sessionId}`;
  const left = ada.client.channel(name, { config: { broadcast: { ack: true } } });
  const right = ben.client.channel(name, { config: { broadcast: { ack: true, self: true } } });
  const atLeft = collect(left, 'broadcast', { event: 'cursor' });
  const atRight = collect(right, 'broadcast', { event: 'cursor' });
  const batches = collect(right, 'broadcast', { event: 'batch_messages' });
  await Promise.all([subscribed(left), subscribed(right)]);
  const send = (channel, payload) => channel.send({ type: 'broadcast', event: 'cursor', payload });
  assert.equal(await send(left, { x: 1 }), 'ok');
  assert.equal(await send(right, { x: 2 }), 'ok');
  await until('words at both', () => atLeft.length === 1 && atRight.length === 2);
  assert.deepEqual(atLeft[0].payload, { x: 2 });
  assert.deepEqual(
    atRight.map(({ payload }) => payload),
    [{ x: 1 }, { x: 2 }],
  );
  const batch = { messages: [{ content: 'a' }, { content: 'b' }], batchId: randomUUID() };
  await left.send({ type: 'broadcast', event: 'batch_messages', payload: batch });
  await until('the batch', () => batches.length === 1);
  assert.deepEqual(batches[0].payload, batch);
  assert.deepEqual(batches[0].meta.from, { userId: ada.id });
  await left.send({ type: 'broadcast', event: 'cursor', payload: new Uint8Array([0, 255, 7]).buffer });
  await until('the bytes', () => atRight.length === 3);
  assert.deepEqual([...new Uint8Array(atRight[2].payload)], [0, 255, 7]);
  const tooMuch = { type: 'broadcast', event: 'cursor', payload: { text: 'x'.repeat(100_000) } };
  assert.equal(await left.send(tooMuch), 'error');
  await call(ada.url, 'DELETE', `/chat/session/${sessionId}/members/${ben.id}`, { token: ada.token });
});

test('nobody speaks as the server or as somebody else', { timeout: 60_000 }, async () => {
  const [ada, ben] = [await person(0), await person(1)];
  const sessionId = await sessionOf(ada, ben);
  const name = `chat_session_${sessionId}`;
  const left = ada.client.channel(name, { config: { broadcast: { ack: true } } });
  const right = ben.client.channel(name);
  const words = collect(right, 'broadcast', { event: '*' });
  const told = collect(left, 'system', {});
  await Promise.all([subscribed(left), subscribed(right)]);
  const forged = { userId: ben.id, content: 'I leave', seq: 1 };
  for (const event of ['new_message', 'NEW_MESSAGE', 'message_deleted', 'user_presence', 'presence_diff']) {
    const meta = { id: `${name}/1`, seq: 1 };
    assert.equal(await left.send({ type: 'broadcast', event, payload: forged, meta }), 'error', event);
    await assert.rejects(left.httpSend(event, forged), /the server's own/, event);
  }
  const meta = { id: `${name}/1`, seq: 1, from: { userId: ben.id } };
  assert.equal(await left.send({ type: 'broadcast', event: 'cursor', payload: forged, meta }), 'ok');
  await until('the word', () => words.length === 1);
  assert.equal(words[0].event, 'cursor');
  assert.deepEqual(words[0].meta.from, { userId: ada.id });
  assert.notEqual(words[0].meta.id, meta.id);
  assert.equal(words[0].meta.seq, undefined);
  // Far beyond 20 a second: it is told beside the acknowledgements, once for a burst.
  const answers = await Promise.all(
    Array.from({ length: 400 }, (_, n) => left.send({ type: 'broadcast', event: 'cursor', payload: { n } })),
  );
  assert.ok(answers.includes('error'));
  const limited = told.filter(({ status, message }) => status === 'error' && /ChannelRateLimit/.test(message));
  assert.ok(limited.length > 0 && limited.length < 10, limited.length);
});

test('typing and presence across nodes', { timeout: 60_000 }, async () => {
  const [ada, ben] = [await person(0), await person(1)];
  const sessionId = await sessionOf(ada, ben);
  const name = `chat_session_${sessionId}`;
  const left = ada.client.channel(name, { config: { presence: { key: ada.id } } });
  const typing = collect(left, 'broadcast', { event: 'typing' });
  const changes = collect(left, 'presence', { event: '*' });
  const right = ben.client.channel(name, { config: { broadcast: { ack: true } } });
  const ownTyping = collect(right, 'broadcast', { event: 'typing' });
  await subscribed(left);
  await left.track({ online_at: new Date().toISOString() });
  await until('Ada sees herself', () => left.presenceState()[ada.id]);
  await subscribed(right);
  await until('Ada sees Ben', () => left.presenceState()[ben.id]?.[0].status === 'online');
  await right.track({ status: 'away' });
  await until('Ben is away', () => left.presenceState()[ben.id]?.[0].status === 'away');
  assert.equal(left.presenceState()[ben.id].length, 1);
  const payload = { userId: ben.id, sessionId, isTyping: true };
  assert.equal(await right.send({ type: 'broadcast', event: 'typing', payload }), 'ok');
  await until('Ben types', () => typing.length === 1);
  assert.deepEqual(typing[0].payload, payload);
  assert.deepEqual(ownTyping, []);
  await ben.client.removeChannel(right);
  await until('Ben is gone', () => !left.presenceState()[ben.id], 15_000);
  assert.ok(changes.some(({ event }) => event === 'leave'));
});

test('free channels are for those who are logged in, and of the names that are open', { timeout: 60_000 }, async () => {
  const [ada, ben] = [await person(0), await person(1)];
  const room = `room:${randomUUID()}`;
  const left = ada.client.channel(room);
  const right = ben.client.channel(room);
  const words = collect(right, 'broadcast', { event: 'hi' });
  await Promise.all([subscribed(left), subscribed(right)]);
  await left.send({ type: 'broadcast', event: 'hi', payload: { n: 1 } });
  await until('the word', () => words.length === 1);
  const { error } = await ada.client
    .channel(room)
    .httpSend('hi', { n: 2 })
    .then(
      () => ({}),
      (e) => ({ error: e }),
    );
  assert.equal(error, undefined);
  await until('the word over HTTP', () => words.length === 2);
  assert.deepEqual(words[1].payload, { n: 2 });
  await assert.rejects(subscribed(ada.client.channel(`corner:${randomUUID()}`)), /Unauthorized/);
  const nobody = supabaseClient(system.urls[0], keys.anon);
  clients.push(nobody);
  await assert.rejects(subscribed(nobody.channel(room)), /Unauthorized/);
});

test(
  'presence on a free channel: keys and payloads of the clients, an entry for each page',
  { timeout: 60_000 },
  async () => {
    const [ada, ben] = [await person(0), await person(1)];
    const room = `room:${randomUUID()}`;
    // Two pages of Ada's at two nodes, under one key.
    const second = supabaseClient(system.urls[2], keys.anon);
    clients.push(second);
    assert.equal((await second.auth.signInWithPassword(ada)).error, null);
    const keyed = (client) => client.channel(room, { config: { presence: { key: 'ada' } } });
    const [left, other, right] = [keyed(ada.client), keyed(second), ben.client.channel(room)];
    const [syncs, joins, leaves] = ['sync', 'join', 'leave'].map((event) => collect(right, 'presence', { event }));
    for (const channel of [left, other]) channel.on('presence', { event: 'sync' }, () => {});
    await Promise.all([subscribed(left), subscribed(right)]);
    assert.equal(await left.track({ color: 'red', nested: { none: null } }), 'ok');
    await until('Ben sees Ada', () => right.presenceState().ada);
    const [entry] = right.presenceState().ada;
    assert.deepEqual(entry, { color: 'red', nested: { none: null }, presence_ref: entry.presence_ref });
    // Who comes later is told who is there.
    await subscribed(other);
    await until('the second page sees the first', () => other.presenceState().ada);
    assert.equal(await other.track({ color: 'blue' }), 'ok');
    await until('both pages', () => right.presenceState().ada.length === 2);
    assert.equal(await other.track({ color: 'green' }), 'ok');
    const colors = () =>
      right
        .presenceState()
        .ada?.map(({ color }) => color)
        .sort();
    await until('the new colour', () => colors().join() === 'green,red');
    assert.equal(await right.track({ color: 'black' }), 'ok');
    await until('Ben under a key of the server', () => Object.keys(left.presenceState()).length === 2);
    assert.equal(await other.untrack(), 'ok');
    await until('one page', () => colors().join() === 'red');
    assert.equal(await other.track({ color: 'white' }), 'ok');
    await until('two pages again', () => colors().join() === 'red,white');
    await ada.client.removeChannel(left);
    await until('the page that left', () => colors().join() === 'white');
    second.realtime.disconnect();
    await until('the page whose connection broke', () => !right.presenceState().ada);
    assert.ok(syncs.length > 0 && joins.some(({ key }) => key === 'ada') && leaves.some(({ key }) => key === 'ada'));
    assert.equal(await right.track({ text: 'x'.repeat(1100) }), 'error');
  },
);

test('public channels need no login, and give nothing else', { timeout: 60_000 }, async () => {
  const ada = await person(1);
  const [guest, server] = [
    supabaseClient(system.urls[0], keys.anon),
    supabaseClient(system.urls[2], keys.service_role),
  ];
  clients.push(guest, server);
  const hall = `hall:${randomUUID()}`;
  const key = (name) => ({ config: { broadcast: { ack: true }, presence: { key: name } } });
  const [left, middle, right] = [
    guest.channel(hall, key('guest')),
    ada.client.channel(hall, key('ada')),
    server.channel(hall),
  ];
  const words = [left, middle, right].map((channel) => collect(channel, 'broadcast', { event: 'hi' }));
  for (const channel of [left, middle, right]) channel.on('presence', { event: 'sync' }, () => {});
  await Promise.all([left, middle, right].map(subscribed));
  for (const channel of [left, middle, right]) {
    assert.equal(await channel.send({ type: 'broadcast', event: 'hi', payload: {} }), 'ok');
  }
  await until('all words', () => words.flat().length === 6);
  const speakers = (heard) => heard.map(({ meta }) => meta.from.role ?? meta.from.userId).sort();
  assert.deepEqual(speakers(words[0]), [ada.id, 'service_role'].sort());
  assert.deepEqual(speakers(words[1]), ['anon', 'service_role']);
  assert.equal(await left.track({ name: 'nobody' }), 'ok');
  await until('the guest is seen', () => middle.presenceState().guest?.[0].name === 'nobody');
  // Nothing but that.
  const sessionId = await sessionOf(ada);
  for (const name of [
    'system_announcements',
    `room:${randomUUID()}`,
    `chat_session_${sessionId}`,
    `user_notifications_${ada.id}`,
  ]) {
    const refused = guest.channel(name);
    await assert.rejects(subscribed(refused), /Unauthorized/, name);
    await guest.removeChannel(refused);
  }
  await assert.rejects(subscribed(server.channel(`chat_session_${sessionId}`)), /Unauthorized/);
  await subscribed(server.channel('system_announcements'));
  // Who logs in on the page goes on as somebody.
  assert.equal((await guest.auth.signInWithPassword(ada)).error, null);
  await guest.realtime.setAuth();
  await subscribed(guest.channel(`user_notifications_${ada.id}`));
  await until('an own word', async () => {
    await left.send({ type: 'broadcast', event: 'hi', payload: {} });
    return speakers(words[2]).includes(ada.id);
  });
});

test('a private channel of a session begins with what was said before', { timeout: 60_000 }, async () => {
  const ada = await person(0);
  const sessionId = await sessionOf(ada);
  for (const content of ['one', 'two', 'three']) await say(ada, sessionId, content);
  const replay = { since: Date.now() - 3_600_000, limit: 2 };
  const channel = ada.client.channel(`chat_session_${sessionId}`, { config: { private: true, broadcast: { replay } } });
  const words = collect(channel, 'broadcast', { event: 'new_message' });
  await subscribed(channel);
  await say(ada, sessionId, 'four');
  await until('all words', () => words.length === 3);
  assert.deepEqual(
    words.map(({ payload, meta }) => [payload.content, meta.replayed]),
    [
      ['two', true],
      ['three', true],
      ['four', undefined],
    ],
  );
});

test("another's session is refused, and a removed member is cut at once", { timeout: 60_000 }, async () => {
  const [ada, ben, eve] = [await person(0), await person(1), await person(2)];
  const sessionId = await sessionOf(ada, ben);
  const name = `chat_session_${sessionId}`;
  await assert.rejects(subscribed(eve.client.channel(name)), /Unauthorized: You may not read this topic/);
  const filter = `session_id=eq.${sessionId}`;
  const watching = eve.client.channel('watch');
  watching.on('postgres_changes', { event: '*', ...table, filter }, () => assert.fail('a row of another session'));
  await assert.rejects(subscribed(watching), /Unauthorized/);
  const states = [];
  const channel = ben.client.channel(name);
  const rows = collect(channel, 'postgres_changes', { event: '*', ...table });
  await new Promise((resolve) => {
    channel.subscribe((status) => {
      states.push(status);
      if (status === 'SUBSCRIBED') resolve();
    });
  });
  await call(ada.url, 'DELETE', `/chat/session/${sessionId}/members/${ben.id}`, { token: ada.token });
  await until('Ben is cut', () => states.at(-1) === 'CLOSED');
  await say(ada, sessionId, 'without Ben');
  assert.deepEqual(rows, []);
});

test('a new token on the live channel', { timeout: 60_000 }, async () => {
  const ada = await person(0);
  const sessionId = await sessionOf(ada);
  const channel = ada.client.channel(`chat_session_${sessionId}`);
  const rows = collect(channel, 'postgres_changes', { event: 'INSERT', ...table });
  await subscribed(channel);
  const { data, error } = await ada.client.auth.refreshSession();
  assert.equal(error, null);
  assert.notEqual(data.session.access_token, ada.token);
  await ada.client.realtime.setAuth();
  await say(ada, sessionId, 'after the refresh');
  await until('the row', () => rows.length === 1);
});

test(
  'a node is killed while a client listens: it gets what it missed, once and in order',
  { timeout: 120_000 },
  async (t) => {
    const [first, victim, other] = system.urls;
    const balancer = await startBalancer([victim, other]);
    t.after(() => balancer.close());
    const [ada, ben] = [await person(0), await person(1, balancer.url)];
    const sessionId = await sessionOf(ada, ben);
    const channel = ben.client.channel(`chat_session_${sessionId}`);
    const words = collect(channel, 'broadcast', { event: 'new_message' });
    const rows = collect(channel, 'postgres_changes', { event: 'INSERT', ...table });
    const states = [];
    await new Promise((resolve) => {
      channel.subscribe((status) => {
        states.push(status);
        if (status === 'SUBSCRIBED') resolve();
      });
    });
    const expected = [];
    const sayNext = async () => {
      const content = `message ${expected.length}`;
      expected.push(content);
      // While the session's home is the killed node, a send may go unanswered; the same one again stores nothing twice.
      await until(
        `${content} to be stored`,
        () =>
          call(first, 'POST', '/chat/message', {
            token: ada.token,
            body: { sessionId, content, clientMessageId: content },
          }),
        60_000,
      );
    };
    for (let i = 0; i < 20; i++) await sayNext();
    await until('the first messages', () => words.length === expected.length);
    process.kill(system.pidOf(victim), 'SIGKILL');
    for (let i = 0; i < 130; i++) await sayNext();
    await until('the client is back', () => states.filter((status) => status === 'SUBSCRIBED').length === 2, 60_000);
    for (let i = 0; i < 5; i++) await sayNext();
    await until('the last message', () => words.at(-1)?.payload.content === expected.at(-1));
    // What was delivered in the very moment of the kill is told again, and says so; nothing else comes twice.
    const again = words.filter(({ meta }, i) => words.findIndex((word) => word.meta.id === meta.id) < i);
    const lastBeforeTheKill = expected.slice(15, 20);
    assert.deepEqual(
      again.filter(({ meta, payload }) => !meta.replayed || !lastBeforeTheKill.includes(payload.content)),
      [],
    );
    assert.deepEqual(
      words.filter((word) => !again.includes(word)).map(({ payload }) => payload.content),
      expected,
    );
    assert.deepEqual(
      rows.map((change) => change.new.content),
      words.map(({ payload }) => payload.content),
    );
    assert.equal(words[0].meta.replayed, undefined);
    assert.ok(words.some(({ meta }) => meta.replayed));
    assert.equal(words.at(-1).meta.replayed, undefined);
  },
);
