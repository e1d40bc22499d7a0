// from() of unmodified supabase-js: what each operator finds, what each refusal says, and the former system's own snippets.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';

import { call, register } from './api.mjs';
import { until } from './wait.mjs';

const LARGE = 10 * 1024 * 1024;

/** Stands for a PostgREST that has an application's own tables: says what it was asked. */
export async function startPostgrestStub() {
  const asked = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    asked.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (request.url.startsWith('/broken')) return void response.destroy();
    if (request.url.startsWith('/large')) return void response.end(JSON.stringify([{ text: 'x'.repeat(LARGE) }]));
    response.setHeader('content-range', '0-0/*');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url.startsWith('/rpc/') ? 42 : [{ id: 1 }]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, asked, close: () => server.close() };
}

const contents = (rows) => rows.map((row) => row.content).join(' ');

/** What the answer has; fails when it is an error. */
async function good(request) {
  const answer = await request;
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  return answer;
}

async function refused(request, status, code, sentence) {
  const answer = await request;
  assert.deepEqual([answer.status, answer.error?.code], [status, code], JSON.stringify(answer));
  assert.deepEqual(Object.keys(answer.error).sort(), ['code', 'details', 'hint', 'message']);
  assert.match(answer.error.message, sentence);
}

/**
 * The tests of the tables.
 *
 * @param {() => {url: string, clientOf: Function, keys: {anon: string, service_role: string}, postgrest: object}} system that
 *   runs when the tests do
 */
export function tablesContract(system) {
  let url, clientOf, keys, postgrest;
  let ann, ben, eve;
  let client, session, other, messages;
  const M = 'chat_messages_realtime';

  test('tables: rows are sent, in one batch, by who may', async () => {
    ({ url, clientOf, keys, postgrest } = system());
    [ann, ben, eve] = await Promise.all(['Ann', 'Ben', 'Eve'].map((name) => register(url, name)));
    client = clientOf(ann.token);
    session = (
      await good(client.from('user_chat_sessions').insert({ title: 'Tables', language: 'en' }).select().single())
    ).data;
    assert.deepEqual([session.title, session.user_id, session.role], ['Tables', ann.id, 'owner']);
    await good(client.from('session_members').insert({ session_id: session.session_id, user_id: ben.id }));
    other = (await good(client.from('user_chat_sessions').insert([{}]).select('session_id'))).data[0];

    const rows = ['alpha', 'Beta', 'gamma', 'delta (x), "y"', 'epsilon'].map((content, i) => ({
      session_id: session.session_id,
      user_id: ann.id,
      content,
      message_type: 'text',
      timestamp: new Date().toISOString(),
      ...(i % 2 && { metadata: { i } }),
    }));
    const { status, data, count } = await good(client.from(M).insert(rows, { count: 'exact' }).select());
    assert.deepEqual([status, count], [201, 5]);
    messages = data;
    assert.deepEqual(
      messages.map((row) => row.seq - messages[0].seq),
      [0, 1, 2, 3, 4],
    );
    await good(client.from(M).insert({ session_id: other.session_id, content: 'elsewhere' }));
    const history = await call(url, 'GET', `/chat/history/${session.session_id}`, { token: ben.token });
    assert.deepEqual(
      history.items.map((item) => item.id).slice(-5),
      messages.map((row) => row.id),
    );
  });

  test('tables: each operator', async () => {
    const inSession = () => client.from(M).select('content').eq('session_id', session.session_id);
    const [first, second, third] = messages;
    for (const [name, query, expected] of [
      ['eq', (q) => q.eq('content', 'alpha'), 'alpha'],
      ['eq of a text with signs', (q) => q.eq('content', messages[3].content), messages[3].content],
      ['neq', (q) => q.neq('content', 'alpha').neq('user_id', ben.id), `Beta gamma ${messages[3].content} epsilon`],
      ['gt', (q) => q.gt('seq', messages[3].seq), 'epsilon'],
      ['gte', (q) => q.gte('seq', messages[3].seq), `${messages[3].content} epsilon`],
      ['lt', (q) => q.lt('seq', second.seq), 'alpha'],
      ['lte', (q) => q.lte('seq', second.seq), 'alpha Beta'],
      ['gt of a time', (q) => q.gt('timestamp', '2026-01-01').lt('seq', second.seq), 'alpha'],
      ['like', (q) => q.like('content', '%a').lt('seq', third.seq), 'alpha Beta'],
      ['ilike', (q) => q.ilike('content', 'b%'), 'Beta'],
      ['likeAnyOf', (q) => q.likeAnyOf('content', ['al%', 'ep%']), 'alpha epsilon'],
      ['ilikeAllOf', (q) => q.ilikeAllOf('content', ['%E%', '%s%']), 'epsilon'],
      ['in', (q) => q.in('content', ['alpha', messages[3].content]), `alpha ${messages[3].content}`],
      ['in of none', (q) => q.in('content', []), ''],
      ['is null', (q) => q.is('metadata', null), 'alpha gamma epsilon'],
      ['not is null', (q) => q.not('metadata', 'is', null), `Beta ${messages[3].content}`],
      ['not in', (q) => q.not('content', 'in', '(alpha,Beta,gamma)'), `${messages[3].content} epsilon`],
      ['or', (q) => q.or('content.eq.alpha,and(content.like.*psilon,seq.gt.0)'), 'alpha epsilon'],
      ['or of not', (q) => q.or('content.not.like.%a%,content.eq.Beta'), 'Beta epsilon'],
      ['match', (q) => q.match({ content: 'Beta', message_type: 'text' }), 'Beta'],
      ['isDistinct', (q) => q.filter('reply_to', 'isdistinct', first.id).eq('seq', first.seq), 'alpha'],
      ['by id', (q) => q.in('id', [third.id, randomUUID()]), 'gamma'],
      ['order', (q) => q.order('content', { ascending: false }).limit(2), 'gamma epsilon'],
      ['order by time', (q) => q.order('timestamp', { ascending: false }).limit(1), 'epsilon'],
      ['range', (q) => q.order('seq').range(1, 2), 'Beta gamma'],
      ['since a time, the first', (q) => q.gte('timestamp', first.timestamp).order('timestamp').limit(2), 'alpha Beta'],
    ]) {
      assert.equal(contents((await good(query(inSession()))).data), expected, name);
    }
  });

  test('tables: columns, counts, single rows, rows of other tables', async () => {
    const id = session.session_id;
    const one = await good(
      client.from(M).select('key:id,author:user_id,user_chat_sessions(title)').eq('id', messages[0].id).single(),
    );
    assert.deepEqual(one.data, { key: messages[0].id, author: ann.id, user_chat_sessions: { title: 'Tables' } });
    const counted = await good(client.from(M).select('*', { count: 'exact' }).eq('session_id', id).limit(2));
    assert.deepEqual([counted.status, counted.count, counted.data.length], [206, 5, 2]);
    const head = await good(client.from(M).select('*', { count: 'exact', head: true }).eq('session_id', id));
    assert.deepEqual([head.count, head.data], [5, null]);
    assert.equal((await good(client.from(M).select().eq('id', randomUUID()).maybeSingle())).data, null);
    await refused(client.from(M).select().eq('id', randomUUID()).single(), 406, 'PGRST116', /JSON object requested/);
    await refused(client.from(M).select().eq('session_id', id).single(), 406, 'PGRST116', /JSON object requested/);
    await refused(
      client.from(M).select('*', { count: 'exact' }).eq('session_id', id).range(9, 10),
      416,
      'PGRST103',
      /range/,
    );

    const withMembers = await good(
      client
        .from('user_chat_sessions')
        .select('title,members:session_members(user_id,role)')
        .eq('session_id', id)
        .single(),
    );
    assert.deepEqual(
      new Map(withMembers.data.members.map((member) => [member.user_id, member.role])),
      new Map([
        [ann.id, 'owner'],
        [ben.id, 'member'],
      ]),
    );
    const sessionsOf = (user) =>
      client
        .from('user_chat_sessions')
        .select('session_id,session_members!inner(user_id)')
        .eq('session_members.user_id', user.id);
    assert.deepEqual(
      (await good(sessionsOf(ben))).data.map((row) => row.session_id),
      [id],
    );
    const mine = await good(clientOf(ben.token).from('session_members').select('session_id').eq('user_id', ben.id));
    assert.deepEqual(mine.data, [{ session_id: id }]);
    const ordered = await good(client.from('user_chat_sessions').select('title').order('title', { nullsFirst: true }));
    assert.deepEqual(
      ordered.data.map((row) => row.title),
      [null, 'Tables'],
    );
    // Without a condition: the messages of all one's sessions, as the former system's policies showed them.
    assert.equal((await good(client.from('chat_messages_history').select('id'))).data.length, 6);
    assert.equal((await good(clientOf(eve.token).from(M).select())).data.length, 0);
  });

  test('tables: an update is an edit and a deletion a tombstone, heard by the others', async () => {
    const bens = clientOf(ben.token);
    const heard = [];
    const channel = bens
      .channel(`chat_session_${session.session_id}`)
      .on('postgres_changes', { event: '*', schema: 'public', table: M }, (change) => heard.push(change.eventType));
    await new Promise((resolve) => channel.subscribe((state) => state === 'SUBSCRIBED' && resolve()));
    const edited = await good(client.from(M).update({ content: 'ALPHA' }).eq('id', messages[0].id).select().single());
    assert.equal(edited.data.content, 'ALPHA');
    assert.ok(edited.data.edited_at);
    const upserted = await good(
      client.from(M).upsert({ id: messages[1].id, content: 'BETA' }).select('content').single(),
    );
    assert.equal(upserted.data.content, 'BETA');
    const mine = { session_id: session.session_id, content: 'once', client_message_id: randomUUID() };
    const twice = [
      await good(client.from(M).upsert(mine).select().single()),
      await good(client.from(M).upsert(mine).select().single()),
    ];
    assert.equal(twice[0].data.id, twice[1].data.id);
    const gone = await good(client.from(M).delete({ count: 'exact' }).in('id', [messages[4].id, twice[0].data.id]));
    assert.deepEqual([gone.status, gone.count], [204, 2]);
    await until('the events', () => heard.length === 5);
    assert.deepEqual(heard, ['UPDATE', 'UPDATE', 'INSERT', 'DELETE', 'DELETE']);
    assert.equal((await good(client.from(M).select().eq('id', messages[4].id))).data.length, 0);
    await bens.removeAllChannels();
    await good(client.from('user_chat_sessions').update({ title: 'Rows' }).eq('session_id', session.session_id));
    const silenced = await good(
      client
        .from('session_members')
        .update({ role: 'admin' })
        .match({ session_id: session.session_id, user_id: ben.id })
        .select(),
    );
    assert.equal(silenced.data[0].role, 'admin');
    await good(client.from('user_language_preferences').upsert({ user_id: ann.id, language: 'ko' }));
    const { data } = await good(client.from('user_language_preferences').select().single());
    assert.deepEqual(data, { user_id: ann.id, language: 'ko' });
    // Others' rows look like none.
    const foreign = clientOf(eve.token).from(M);
    assert.deepEqual((await good(foreign.update({ content: 'mine' }).eq('id', messages[0].id).select())).data, []);
    await refused(
      foreign.insert({ session_id: session.session_id, content: 'let me in' }),
      404,
      'session_not_found',
      /session/,
    );
    await refused(
      bens.from(M).insert({ session_id: session.session_id, user_id: ann.id, content: 'x' }),
      403,
      '42501',
      /row-level/,
    );
  });

  test('tables: each refusal has a sentence', async () => {
    const q = () => client.from(M).select('id').eq('session_id', session.session_id);
    for (const [request, status, code, sentence] of [
      [client.from('broken').select(), 502, 'PGRST000', /away/],
      [q().filter('content', 'match', '^a'), 400, 'PGRST100', /regular expression/],
      [q().filter('content', 'imatch', '^a'), 400, 'PGRST100', /regular expression/],
      [q().textSearch('content', 'a'), 400, 'PGRST100', /search/],
      [q().contains('metadata', { a: 1 }), 400, 'PGRST100', /inside of a column/],
      [q().eq('metadata->>a', '1'), 400, 'PGRST100', /inside of a column/],
      [q().eq('nothing', 1), 400, '42703', /nothing does not exist/],
      [q().eq('id', 'seven'), 400, 'PGRST100', /no uuid/],
      [q().filter('content', 'resembles', 'x'), 400, 'PGRST100', /operator/],
      [q().order('metadata'), 400, 'PGRST100', /ordered/],
      [client.from(M).select('id,nothing'), 400, '42703', /does not exist/],
      [client.from(M).select('id::text'), 400, 'PGRST100', /casts/],
      [client.from(M).select('id.count()'), 400, 'PGRST100', /aggregates|embedded/],
      [client.from(M).select('...user_chat_sessions(title)'), 400, 'PGRST100', /spread/],
      [client.from(M).select('id,function_metrics(*)'), 400, 'PGRST200', /relationship/],
      [client.from(M).select('id').eq('user_chat_sessions.title', 'x'), 400, 'PGRST108', /not an embedded resource/],
      [client.from(M).select().csv(), 406, 'PGRST107', /media types/],
      [client.schema('private').from(M).select(), 406, 'PGRST106', /public/],
      [client.from(M).update({ content: 'x' }), 400, '21000', /WHERE/],
      [client.from(M).delete(), 400, '21000', /WHERE/],
      [client.from(M).insert({ content: 'x' }), 400, '23502', /session_id/],
      // What is no id may be the name of a session in the former project.
      [client.from(M).insert({ session_id: 'x', content: 'x' }), 404, 'session_not_found', /no such session/],
      [client.from(M).insert({ session_id: session.session_id, content: 'x', reply_to: 'x' }), 400, '22P02', /uuid/],
      [client.from(M).insert({ session_id: session.session_id, content: 7 }), 400, '22P02', /text/],
      [client.from(M).insert({ session_id: session.session_id, content: 'x', colour: 1 }), 400, 'PGRST204', /colour/],
      [client.from(M).insert({ session_id: session.session_id, content: 'x', id: randomUUID() }), 400, '428C9', /"id"/],
      [
        client.from(M).insert({ session_id: session.session_id, content: 'x', message_type: 'system' }),
        403,
        '42501',
        /system/,
      ],
      [
        client.from(M).upsert({ session_id: session.session_id, content: 'x' }, { onConflict: 'content' }),
        400,
        '42P10',
        /ON CONFLICT/,
      ],
      [client.from(M).update({ metadata: {} }).eq('id', messages[0].id), 403, '42501', /content alone/],
      [
        client.from(M).insert(Array(101).fill({ session_id: session.session_id, content: 'x' })),
        400,
        '54000',
        /at most 100/,
      ],
      [client.from('user_chat_sessions').delete().eq('session_id', session.session_id), 403, '42501', /not deleted/],
      [client.from('ai_response_logs').insert({ kind: 'x' }), 403, '42501', /server alone/],
      [client.from('function_metrics').select(), 403, '42501', /operators/],
      [client.from('function_metrics').insert({ function_name: 'x' }), 403, '42501', /server alone/],
      [client.from('chat_analytics').select(), 403, '42501', /operators/],
      [clientOf().from(M).select(), 401, '42501', /permission denied/],
      [clientOf(undefined, keys.service_role).from(M).select(), 403, '42501', /service key/],
      [clientOf('forged').from(M).select(), 401, 'PGRST301', /token/],
      [clientOf(ann.token, 'another-key').from(M).select(), 401, 'unauthenticated', /API key/],
    ]) {
      await refused(request, status, code, sentence);
    }
  });

  test("tables: the former system's own snippets", async () => {
    // As the architecture document has them, but for the names of the clients.
    const supabase = client;
    const channel = supabase.channel(`chat_session_${session.session_id}`);
    await new Promise((resolve) => channel.subscribe((state) => state === 'SUBSCRIBED' && resolve()));
    const generateId = randomUUID;
    const batchInsertMessages = async (messages) => {
      await supabase.from('chat_messages_realtime').insert(messages);

      await channel.send({
        type: 'broadcast',
        event: 'batch_messages',
        payload: { messages, batchId: generateId() },
      });
    };
    await batchInsertMessages([1, 2, 3].map((n) => ({ session_id: session.session_id, content: `batch ${n}` })));
    const stored = await good(
      client.from(M).select('content').eq('session_id', session.session_id).like('content', 'batch %'),
    );
    assert.equal(contents(stored.data), 'batch 1 batch 2 batch 3');
    await supabase.removeAllChannels();

    const server = clientOf(undefined, keys.service_role);
    const metrics = { startTime: Date.now(), dbQueries: 1, aiRequests: 2, errors: 0 };
    await good(
      server.from('function_metrics').insert({
        function_name: 'chat-gateway',
        execution_time: Date.now() - metrics.startTime,
        db_queries: metrics.dbQueries,
        ai_requests: metrics.aiRequests,
        errors: metrics.errors,
        timestamp: new Date(),
      }),
    );
  });

  test('tables: others are passed on to the PostgREST that has them', async () => {
    const { data } = await good(client.from('profiles').select('id').eq('id', 1));
    assert.deepEqual(data, [{ id: 1 }]);
    assert.equal((await good(client.rpc('add', { a: 40, b: 2 }))).data, 42);
    await good(clientOf().from('profiles').insert({ id: 2 }));
    await good(clientOf(undefined, keys.service_role).from('profiles').select());
    const [select, rpc, anonymous, service] = postgrest.asked.filter((request) => !request.url.startsWith('/broken'));
    assert.equal(select.url, '/profiles?select=id&id=eq.1');
    assert.equal(select.headers.authorization, `Bearer ${ann.token}`);
    assert.equal(select.headers.apikey, undefined);
    assert.deepEqual([rpc.method, rpc.url, rpc.body], ['POST', '/rpc/add', '{"a":40,"b":2}']);
    assert.deepEqual([anonymous.body, anonymous.headers.authorization], ['{"id":2}', undefined]);
    // The service key is ours to check: the server behind gets a token that the published keys check, and no door of ours takes.
    const said = service.headers.authorization.replace('Bearer ', '');
    const { keys: published } = await (await fetch(`${url}/auth/v1/.well-known/jwks.json`)).json();
    const [header, claims] = said.split('.').map((part) => part && Buffer.from(part, 'base64url'));
    const jwk = published.find((key) => key.kid === JSON.parse(header).kid);
    const [signed, signature] = [said.slice(0, said.lastIndexOf('.')), said.slice(said.lastIndexOf('.') + 1)];
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    assert.ok(
      await crypto.subtle.verify(algorithm, key, Buffer.from(signature, 'base64url'), new TextEncoder().encode(signed)),
    );
    const { role, iat, exp } = JSON.parse(claims);
    assert.deepEqual([role, exp - iat], ['service_role', 60]);
    await refused(clientOf(said).from(M).select(), 401, 'PGRST301', /token/);
    const large = await good(client.from('large').select());
    assert.equal(large.data[0].text.length, LARGE);
    // What one side says to its neighbour alone goes no further, and nothing leads to another host.
    const answer = await fetch(`${url}/rest/v1/@evil.example/../profiles`, {
      headers: {
        apikey: keys.anon,
        authorization: `Bearer ${ann.token}`,
        'x-forwarded-for': '10.0.0.1',
        cookie: 'a=b',
      },
    });
    assert.equal(answer.status, 200);
    const last = postgrest.asked.at(-1);
    assert.equal(last.url, '/profiles');
    assert.deepEqual([last.headers.cookie, last.headers['x-forwarded-for']], [undefined, undefined]);
  });

  test('tables: a server with the service key speaks for users', async () => {
    const server = clientOf(undefined, keys.service_role);
    const row = { session_id: session.session_id, user_id: ben.id, content: 'said for Ben' };
    assert.equal((await good(server.from(M).insert(row).select().single())).data.user_id, ben.id);
    await refused(server.from(M).insert({ ...row, user_id: eve.id }), 404, 'session_not_found', /session/);
    await refused(server.from(M).insert([row, { ...row, user_id: ann.id }]), 403, '42501', /row-level/);
    await refused(server.from(M).insert({ ...row, user_id: randomUUID() }), 404, 'user_not_found', /account/);
    const titles = await good(server.from('user_chat_sessions').select('title').setHeader('x-cogo-user', ben.id));
    assert.deepEqual(titles.data, [{ title: 'Rows' }]);
    const { data } = await server.functions.invoke('chat-gateway', {
      body: { action: 'send_message', userId: ben.id, content: 'and again' },
    });
    assert.equal(data.message.userId, ben.id);
    // It is for the service key alone, and not for what is the account's own.
    const mine = await good(client.from('user_chat_sessions').select('title').setHeader('x-cogo-user', eve.id));
    assert.equal(mine.data.length, 2);
    const { error } = await server.functions.invoke('chat-gateway/auth/me', {
      method: 'PATCH',
      body: { displayName: 'Not Ben' },
      headers: { 'x-cogo-user': ben.id },
    });
    assert.equal(error.context.status, 403);
  });
}
