import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { JVM } from './system.mjs';
import { until } from './wait.mjs';

export const PASSWORD = 'lighthouse-keeper';
// Of that password, as Supabase keeps it.
const BCRYPT = '$2b$04$abcdefghijklmnopqrstuuhmSUzLSsNjrh3cK94ouiEiMFCi1GhNi';

/** The tables of a former project, beside those of a running system in its database, with one user and one session. */
export async function formerProject(system) {
  const port = (await readFile(join(system.dataDir, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[3];
  const password = (await readFile(join(system.dataDir, 'keys', 'pg-password'), 'utf8')).trim();
  const url = `postgresql://cogo:${encodeURIComponent(password)}@127.0.0.1:${port}/cogo`;
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  await database.query(`
    CREATE SCHEMA auth;
    CREATE TABLE auth.users (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(), aud text, role text, email text, encrypted_password text,
      email_confirmed_at timestamptz DEFAULT now(), raw_user_meta_data jsonb, created_at timestamptz DEFAULT now());
    CREATE SCHEMA former;
    CREATE TABLE former.user_chat_sessions (session_id text PRIMARY KEY, user_id uuid, created_at timestamptz DEFAULT now());
    CREATE TABLE former.chat_messages_realtime (
      id bigserial PRIMARY KEY, session_id text, user_id uuid, content text, message_type text DEFAULT 'text',
      timestamp timestamptz DEFAULT clock_timestamp());`);
  const { rows } = await database.query(
    'INSERT INTO auth.users (email, encrypted_password) VALUES ($1, $2) RETURNING id',
    ['keeper@example.org', BCRYPT],
  );
  const user = rows[0].id;
  await database.query('INSERT INTO former.user_chat_sessions (session_id, user_id) VALUES ($1, $2)', ['sess_1', user]);
  return {
    email: 'keeper@example.org',
    session: 'sess_1',
    /** What a client of the former system does. */
    say: (content) =>
      database.query('INSERT INTO former.chat_messages_realtime (session_id, user_id, content) VALUES ($1, $2, $3)', [
        'sess_1',
        user,
        content,
      ]),
    /** Copies it into the system and goes on following; gives what ends that, which gives its report. */
    async follow() {
      const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
      const args = ['import', '--from', url, '--schema', 'former', '--follow', '--data-dir', system.dataDir];
      const child = spawn(java, [...JVM, '-jar', process.env.COGO_JAR, ...args]);
      let told = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (told += text));
      await until('the copy', () => told.includes('Following'), 60_000);
      return async () => {
        if (child.exitCode === null) {
          const exit = once(child, 'exit');
          child.kill('SIGTERM');
          await exit;
        }
        return told;
      };
    },
    close: () => database.end(),
  };
}
