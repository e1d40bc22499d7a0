// The part of prometheus.sh that talks: nodes, load, Prometheus, queries.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { call, register } from '../../web/e2e/support/api.mjs';
import { freePorts } from '../../web/e2e/support/ports.mjs';
import { startSystem } from '../../web/e2e/support/system.mjs';
import { until } from '../../web/e2e/support/wait.mjs';

const { WebSocket } = createRequire(new URL('../../web/e2e/package.json', import.meta.url))('ws');
const root = new URL('../../', import.meta.url);
const read = (file) => readFile(new URL(file, root), 'utf8');

const NODES = 2;
// Some scrapes, so that rates have something to go by.
const SECONDS = Number(process.env.LOAD_SECONDS ?? 45);

const metricsPort = await freePorts(NODES);
const prometheusPort = await freePorts(1);
const folder = await mkdtemp(join(tmpdir(), 'cogo-prometheus-'));
const system = await startSystem({ nodes: NODES, environment: { METRICS_PORT: String(metricsPort) } });
let prometheus;
try {
  prometheus = await startPrometheus();
  await load(system.urls);
  const failed = [...(await queries()), ...(await rules())];
  for (const line of failed) console.error(line);
  if (failed.length > 0) process.exitCode = 1;
  else console.log('every query of the board and of the rules is answered');
} finally {
  prometheus?.kill('SIGTERM');
  await system.stop();
  await rm(folder, { recursive: true, force: true });
}

async function startPrometheus() {
  const targets = Array.from({ length: NODES }, (_, i) => `"127.0.0.1:${metricsPort + i}"`).join(', ');
  const shipped = await read('docker/grafana/prometheus.yaml');
  const configured = shipped
    .replace(/targets: \[.*\]/, `targets: [${targets}]`)
    .replace('scrape_interval: 10s', 'scrape_interval: 1s')
    .replace('evaluation_interval: 15s', 'evaluation_interval: 1s');
  await writeFile(join(folder, 'prometheus.yaml'), configured);
  await writeFile(join(folder, 'alerts.yaml'), await read('docker/grafana/alerts.yaml'));
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
  child.on('exit', (code) => code && console.error(log));
  await until('Prometheus', async () => {
    const answer = await fetch(`http://127.0.0.1:${prometheusPort}/-/ready`).catch(() => undefined);
    return answer?.ok;
  });
  return child;
}

/** People on both nodes who send, listen, look back, ask the AI, fail to log in and hand out tasks. */
async function load(urls) {
  const [first, second] = urls;
  const people = [await register(first, 'Ann'), await register(second, 'Ben')];
  const [ann, ben] = people;
  const session = await call(first, 'POST', '/chat/session', { token: ann.token, body: { members: [ben.id] } });
  const listening = [listen(first, ann, session.id), listen(second, ben, session.id)];
  const end = Date.now() + SECONDS * 1000;
  for (let i = 0; Date.now() < end; i++) {
    const [url, who] = i % 2 ? [first, ann] : [second, ben];
    await call(url, 'POST', '/chat/message', { token: who.token, body: { sessionId: session.id, content: `message ${i}` } });
    await call(url, 'GET', `/chat/history/${session.id}?limit=20`, { token: who.token });
    if (i % 20 === 0) {
      await call(url, 'POST', '/chat/ai-greeting', { token: who.token, body: { language: 'en' } });
      await fetch(`${url}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'nobody@example.org', password: 'wrong' }),
      });
    }
    if (i % 40 === 0) {
      await call(url, 'POST', '/chat/agent-task', {
        token: who.token,
        body: { sessionId: session.id, taskType: 'word_count', params: { text: 'some words' } },
      });
    }
    await new Promise((next) => setTimeout(next, 20));
  }
  for (const socket of listening) socket.close();
}

function listen(url, who, session) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/eventbus/websocket`);
  socket.on('open', () =>
    socket.send(
      JSON.stringify({
        type: 'register',
        address: `chat_session_${session}`,
        headers: { authorization: `Bearer ${who.token}` },
      }),
    ),
  );
  return socket;
}

async function ask(query) {
  const answer = await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/query?query=${encodeURIComponent(query)}`);
  const body = await answer.json();
  if (body.status !== 'success') throw new Error(`${query}: ${body.error}`);
  return body.data.result;
}

/** The names that the documentation says may be missing as long as nothing goes wrong. */
async function ofBadDays() {
  const table = await read('docs/metrics.md');
  return [...table.matchAll(/^\| `([a-z_]+)`.*\(when it happens\)/gm)].map(([, name]) => name);
}

async function queries() {
  const seldom = await ofBadDays();
  const board = JSON.parse(await read('docker/grafana/board.json'));
  const failed = [];
  let asked = 0;
  for (const panel of board.panels) {
    for (const { expr } of panel.targets ?? []) {
      asked++;
      const found = await ask(expr.replaceAll('$__rate_interval', '10s'));
      const names = expr.match(/\b(?:cogo|vertx|jvm|process|system|logback)_[a-z_]+/g) ?? [];
      const excused = names.length > 0 && names.every((name) => seldom.includes(name.replace(/_(bucket|sum|count|max)$/, '')));
      if (found.length === 0 && !excused) failed.push(`no series for "${panel.title}": ${expr}`);
      else if (found.length === 0) console.log(`nothing happened for "${panel.title}": ${expr}`);
    }
  }
  console.log(`${asked} queries of the board were asked`);
  return failed;
}

/** Rules that could not be evaluated, or that cry wolf over nodes that are well. */
async function rules() {
  const answer = await (await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/rules`)).json();
  const all = answer.data.groups.flatMap((group) => group.rules);
  console.log(`${all.length} rules were evaluated`);
  return all
    .filter((rule) => rule.health !== 'ok' || rule.state === 'firing')
    .map((rule) => `rule ${rule.name} is ${rule.health} and ${rule.state}: ${rule.lastError ?? ''}`);
}
