// ./cogo bench moving: a rehearsal of moving over: a copy, then two writers, one on either side, while the copy follows.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { call } from '../../support/api.mjs';
import { apiKeys, supabaseClient } from '../../support/supabase.mjs';
import { JVM, startSystem } from '../../support/system.mjs';
import { until } from '../../support/wait.mjs';

const HELP = `Usage: ./cogo bench moving --former URL [OPTIONS]

URL is postgresql://superuser:password@host:port/database of an empty database, in which a former project is made. It is copied, copied
again, and followed, while a client of the former system and one of this server's write into the same sessions, and a third one
of supabase-js hears here what both say.

  --users N          each with a session (5000)
  --messages N       in the former history (100000)
  --rate N           messages a second of each writer (50)
  --seconds N        that they write (60)
  --help             this
`;
const { values } = parseArgs({
  options: {
    former: { type: 'string' },
    users: { type: 'string', default: '5000' },
    messages: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
});
const PASSWORD = 'password-of-everybody';
/** The sessions in which both write. */
const SHARED = 20;

async function make(database, users, messages) {
  await database.query(await readFile(new URL('former.sql', import.meta.url), 'utf8'));
  await database.query(
    `INSERT INTO auth.users (email, encrypted_password, raw_user_meta_data)
     SELECT 'user' || n || '@example.org', hash, jsonb_build_object('name', 'User ' || n)
     FROM generate_series(1, $1::int) n, (SELECT crypt($2, gen_salt('bf', 6)) AS hash) c`,
    [users, PASSWORD],
  );
  await database.query(
    `INSERT INTO public.user_chat_sessions (session_id, user_id)
     SELECT 'sess_' || n, id FROM (SELECT id, row_number() OVER (ORDER BY length(email), email) AS n FROM auth.users) u`,
  );
  await database.query(
    `INSERT INTO public.chat_messages_history (session_id, user_id, content, timestamp)
     SELECT s.session_id, s.user_id, 'message ' || n || repeat(' word', 12), now() - interval '30 days' * (1 - n / ($1::float8 + 1))
     FROM generate_series(1, $1::int) n JOIN public.user_chat_sessions s ON s.session_id = 'sess_' || (1 + n % $2::int) ORDER BY n`,
    [messages, users],
  );
  await database.query('ANALYZE');
}

/** The command, and what it says. */
function command(system, ...more) {
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
  const args = ['import', '--from', values.former, '--data-dir', system.dataDir, ...more];
  const child = spawn(java, [...JVM, '-jar', process.env.COGO_JAR, ...args]);
  const all = { told: '', stop: () => child.kill('SIGTERM'), end: once(child, 'exit') };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (all.told += text));
  return all;
}

async function timed(system, ...more) {
  const began = Date.now();
  const run = command(system, ...more);
  const [code] = await run.end;
  if (code !== 0) throw new Error(`import ended with ${code}:\n${run.told}`);
  return { seconds: (Date.now() - began) / 1000, told: run.told };
}

/** What is heard on a session's channel, in its order. */
async function listen(client, name, heard) {
  const channel = client.channel(`chat_session_${name}`).on('broadcast', { event: '*' }, ({ event, payload }) => {
    const messages = { new_message: [payload], batch_messages: payload.messages }[event] ?? [];
    heard.push(
      ...messages.map(({ seq, content, timestamp }) => ({ seq, content, late: Date.now() - Date.parse(timestamp) })),
    );
  });
  await new Promise((resolve, reject) => {
    channel.subscribe((status, error) => (status === 'SUBSCRIBED' ? resolve() : reject(error ?? new Error(status))));
  });
}

/** Writes at a rate; gives how many were written and how many failed. */
async function write(seconds, rate, one) {
  const began = Date.now();
  const under = [];
  let failed = 0;
  for (let n = 0; n < seconds * rate; n++) {
    await pause(Math.max(0, began + (n * 1000) / rate - Date.now()));
    under.push(one(n).catch((error) => (failed++ === 0 ? console.error(error) : undefined)));
  }
  await Promise.all(under);
  return { written: under.length - failed, failed };
}

function judge(sessions, prefix, written) {
  const texts = sessions.map((heard) => heard.map(({ content }) => content).filter((text) => text.startsWith(prefix)));
  const all = texts.flat();
  const numbers = texts.map((some) => some.map((text) => Number(text.slice(prefix.length))));
  return {
    lost: written - new Set(all).size,
    doubled: all.length - new Set(all).size,
    reordered: numbers.flatMap((some) => some.filter((n, i) => i > 0 && n < some[i - 1])).length,
  };
}

async function follow(system, keys, database, seconds, rate) {
  const url = system.urls[0];
  const user = (await database.query("SELECT user_id AS id FROM user_chat_sessions WHERE session_id = 'sess_1'"))
    .rows[0].id;
  const following = command(system, '--follow');
  await until('the copy to follow', () => following.told.includes('Following'), 120_000);
  const client = supabaseClient(url, keys.anon);
  try {
    // As a client of the former system does, under its policies.
    await database.query(`SET request.jwt.claim.sub = '${user}'`);
    await database.query('SET ROLE authenticated');
    const old = (session, content) =>
      database.query('INSERT INTO chat_messages_realtime (session_id, user_id, content) VALUES ($1, $2, $3)', [
        session,
        user,
        content,
      ]);
    const names = Array.from({ length: SHARED }, (_, n) => `sess_${n + 1}`);
    for (const name of names) await old(name, 'here I am');
    const { data, error } = await client.auth.signInWithPassword({ email: 'user1@example.org', password: PASSWORD });
    if (error) throw error;
    const token = data.session.access_token;
    await until('all sessions to be theirs', async () => {
      return (await call(url, 'GET', '/chat/sessions?limit=50', { token })).items.length === SHARED;
    });
    const sessions = names.map(() => []);
    for (const [n, name] of names.entries()) await listen(client, name, sessions[n]);
    const send = (n) =>
      call(url, 'POST', '/chat/message', {
        token,
        body: { sessionId: names[n % SHARED], content: `new ${n}`, clientMessageId: `new ${n}` },
      });
    const [there, here] = await Promise.all([
      write(seconds, rate, (n) => old(names[(n * 7) % SHARED], `old ${n}`)),
      write(seconds, rate, send),
    ]);
    const count = () => sessions.flat().filter(({ content }) => /^(old|new) /.test(content)).length;
    await until('all to be heard', () => count() >= there.written + here.written, 60_000).catch(() => {});
    const late = sessions
      .flat()
      .filter(({ content }) => content.startsWith('old '))
      .map((message) => message.late)
      .sort((a, b) => a - b);
    const holes = sessions.flatMap((heard) =>
      heard.filter(({ seq }, i) => i > 0 && seq !== heard[i - 1].seq + 1),
    ).length;
    console.log('written there and heard here', there, judge(sessions, 'old ', there.written));
    console.log('written here and heard here', here, judge(sessions, 'new ', here.written));
    console.log('holes in the order', holes);
    console.log('behind, ms:', {
      p50: late[late.length >> 1],
      p99: late[Math.floor(late.length * 0.99)],
      most: late.at(-1),
    });
  } finally {
    client.realtime.disconnect();
    following.stop();
    await following.end;
  }
  console.log(following.told.split('\n').slice(-4).join('\n'));
}

async function main() {
  const [users, messages, rate, seconds] = ['users', 'messages', 'rate', 'seconds'].map((name) => Number(values[name]));
  const database = new pg.Client({ connectionString: values.former });
  await database.connect();
  await make(database, users, messages);
  const system = await startSystem({ environment: { AGENT_URL: 'http://127.0.0.1:9', SUPABASE_SESSION_IDS: 'true' } });
  try {
    const keys = await apiKeys(system);
    const copy = await timed(system);
    console.log(copy.told.split('\n').slice(-8).join('\n'));
    console.log(
      `copy: ${copy.seconds} s, ${Math.round(messages / copy.seconds)} messages a second, the command's start included`,
    );
    console.log(`copy again: ${(await timed(system)).seconds} s`);
    await follow(system, keys, database, seconds, rate);
  } finally {
    await database.end();
    await system.stop();
  }
}

if (values.help || !values.former) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  await main();
}
