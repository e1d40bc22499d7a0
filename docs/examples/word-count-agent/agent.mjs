// A task agent for Cogo Chat that counts the words of a text and says how far it is.
// Node.js 20 or newer, nothing to install: AGENT_SERVICE_TOKEN=... PORT=6001 node agent.mjs
import { createServer } from 'node:http';
import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const PORT = Number(process.env.PORT ?? 6001);
const TOKEN = process.env.AGENT_SERVICE_TOKEN;
const MAX_BODY_BYTES = 256 * 1024;
const MAX_DELAY_MS = 5_000;
const MAX_REMEMBERED = 1_000;
const CHUNKS = 10;

if (!TOKEN) {
  console.error('AGENT_SERVICE_TOKEN is not set: it is what Cogo Chat and this agent know each other by.');
  process.exit(1);
}

// What was handed over, by task id: {callbackUrl, result}. A task that comes again is the same work, not more of it.
const tasks = new Map();

const server = createServer(async (request, response) => {
  const [status, answer] = await handle(request).catch((error) => [error.status ?? 500, { error: error.message }]);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
server.listen(PORT, '127.0.0.1', () => console.log(`word-count agent on http://127.0.0.1:${server.address().port}`));

async function handle(request) {
  if (request.method !== 'POST' || request.url !== '/api/agent/task') return [404, { error: 'no such thing here' }];
  if (!isOurs(request.headers.authorization ?? '')) return [401, { error: 'the bearer token is wrong' }];
  const { taskId, taskType, params, callbackUrl } = await readJson(request);
  if (typeof taskId !== 'string' || !/^https?:/.test(callbackUrl)) {
    return [400, { error: 'taskId or callbackUrl is missing' }];
  }
  if (taskType !== 'word_count') return rejected(`this agent knows no task ${taskType}`);
  if (typeof params?.text !== 'string') return rejected('params.text must be a string');

  const known = tasks.get(taskId);
  if (known) {
    known.callbackUrl = callbackUrl; // The node that handed it over first may be gone.
    return [200, known.result ? { status: 'completed', result: known.result } : { status: 'accepted' }];
  }
  const task = { taskId, callbackUrl, result: null };
  remember(task);
  const delayMs = Math.min(Math.max(Number(params.delayMs) || 0, 0), MAX_DELAY_MS);
  work(task, params.text, delayMs); // Goes on after the answer; its reports go to the callback URL.
  return [202, { status: 'accepted' }];
}

const rejected = (error) => [200, { status: 'rejected', error }];

async function work(task, text, delayMs) {
  let words = 0;
  let longest = '';
  let chunk = 1;
  // A segmenter also finds the words of languages that write without spaces.
  for (const { segment, index, isWordLike } of new Intl.Segmenter('und', { granularity: 'word' }).segment(text)) {
    for (; chunk < CHUNKS && index >= (text.length * chunk) / CHUNKS; chunk++) {
      const progress = (100 * chunk) / CHUNKS;
      await report(task, { eventId: `progress-${progress}`, type: 'progress', progress, note: `${words} words so far` }, 3);
      await pause(delayMs);
    }
    if (!isWordLike) continue;
    words++;
    if (segment.length > longest.length) longest = segment;
  }
  longest = [...longest].slice(0, 100).join(''); // A "word" may be a whole base64 file.
  const characters = [...text].length;
  const summary =
    `${words} ${words === 1 ? 'word' : 'words'}, ${characters} characters` + (longest && `; the longest word is "${longest}"`);
  task.result = { summary, words, characters, longest };
  await report(task, { eventId: 'result', type: 'result', result: task.result }, 12);
}

// The event id stays the same over all attempts, so a report that arrived but whose answer was lost counts once.
async function report(task, event, attempts) {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const response = await fetch(task.callbackUrl, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(event),
        signal: AbortSignal.timeout(10_000),
      });
      await response.body?.cancel();
      // Anything but "not now" is final: taken, or never to be taken (the task may be finished or gone).
      if (response.status < 500 && ![408, 425, 429].includes(response.status)) return;
    } catch (error) {
      console.warn(`task ${task.taskId}: ${event.eventId}: ${error.cause?.code ?? error.name}`);
    }
    if (attempt < attempts) await pause(Math.min(250 * 2 ** attempt, 30_000) * (0.5 + Math.random() / 2));
  }
  console.warn(`task ${task.taskId}: ${event.eventId} was given up`);
}

function remember(task) {
  tasks.set(task.taskId, task);
  if (tasks.size > MAX_REMEMBERED) tasks.delete(tasks.keys().next().value);
}

function isOurs(authorization) {
  const hash = (text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization), hash(`Bearer ${TOKEN}`));
}

async function readJson(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw Object.assign(new Error('the body is too large'), { status: 413 });
    parts.push(part);
  }
  try {
    return Object(JSON.parse(Buffer.concat(parts).toString('utf8')));
  } catch {
    throw Object.assign(new Error('the body is not JSON'), { status: 400 });
  }
}
