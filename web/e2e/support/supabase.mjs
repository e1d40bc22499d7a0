import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@supabase/supabase-js';
import WebSocket from 'ws';
import { JVM } from './system.mjs';

/** The keys of a running system, as the command shows them: `{ anon, service_role }`. */
export async function apiKeys(system) {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { stdout } = await promisify(execFile)(java, [
    ...JVM,
    '-jar',
    process.env.COGO_JAR,
    'api-keys',
    '--data-dir',
    system.dataDir,
  ]);
  return Object.fromEntries([...stdout.matchAll(/^(\w+) \(.*\n(\S+)$/gm)].map(([, role, key]) => [role, key]));
}

/** Sends each request to the next of the servers, so that none has seen what came before. */
export function fetchInTurn(urls) {
  let turn = 0;
  return (input, init) => {
    const url = new URL(input);
    url.host = new URL(urls[turn++ % urls.length]).host;
    return globalThis.fetch(url, init);
  };
}

/**
 * An unmodified client with a session of its own, in memory. Node.js 20 has no WebSocket, so it gets one.
 *
 * @param {typeof fetch} [fetch] takes its requests
 * @param {object} [auth] more options of its logins
 */
export function supabaseClient(url, key, fetch, auth = {}) {
  return createClient(url, key, {
    ...(fetch && { global: { fetch } }),
    auth: {
      storageKey: `e2e-${Math.random()}`,
      autoRefreshToken: false,
      persistSession: true,
      storage: memory(),
      ...auth,
    },
    realtime: { transport: WebSocket },
  });
}

/** What a browser keeps for a page, also when it is loaded anew. */
export function memory() {
  const items = new Map();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  };
}
