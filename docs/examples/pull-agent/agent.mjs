// A task agent for Cogo Chat that asks for its tasks, so it runs behind any NAT or firewall. It counts the words of a text,
// asks which language the answer should be in, and delivers a list of the words as an artifact.
// Node.js 20 or newer, nothing to install: CHAT_URL=... AGENT_SECRET=agt_... node agent.mjs
import { setTimeout as pause } from 'node:timers/promises';

const CHAT = process.env.CHAT_URL ?? 'http://127.0.0.1:8080';
const SECRET = process.env.AGENT_SECRET;
const AT_ONCE = 4;
const WORDS = { en: 'words', ko: '단어', de: 'Wörter', ja: '語' };

if (!SECRET) {
  console.error('AGENT_SECRET is not set: an operator gets one with POST /admin/agents.');
  process.exit(1);
}

// Tasks that this process works on, by id: a task that is canceled or lost stops at its next step.
const working = new Map();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (stopping = true));

console.log(`pull agent of ${CHAT}`);
while (!stopping) {
  const max = AT_ONCE - working.size;
  if (max === 0) {
    await Promise.race([...working.values()].map(({ done }) => done));
    continue;
  }
  // While tasks are worked on the wait is short: there may soon be room for more of them.
  const given = await post('/agents/lease', { max, waitSeconds: working.size > 0 ? 5 : 30 });
  if (given === undefined) continue;
  given.canceled.forEach((taskId) => working.get(taskId)?.stop.abort());
  given.tasks.forEach(begin);
}
await Promise.all([...working.values()].map(({ done }) => done)); // What was begun is finished, then the process ends.

function begin(task) {
  const stop = new AbortController();
  const done = work(task, stop)
    .catch((error) => report(task, stop, { eventId: 'error', type: 'error', error: String(error.message).slice(0, 200) }))
    .finally(() => working.delete(task.taskId));
  working.set(task.taskId, { stop, done });
}

async function work(task, stop) {
  const { text } = task.params;
  if (task.taskType !== 'word_list' || typeof text !== 'string') throw new Error(`this agent knows no task ${task.taskType}`);
  const asked = task.inputs.find(({ inputId }) => inputId === 'language');
  if (asked === undefined) {
    // The task ends here for now. When somebody has answered it is given again, with the answer among its inputs.
    const question = `In which language shall I answer (${Object.keys(WORDS).join(', ')})?`;
    await report(task, stop, { eventId: 'language', type: 'input_required', question });
    return;
  }
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  const pieces = Math.max(1, Math.ceil(words.length / 100));
  for (let piece = 0; piece < pieces; piece++) {
    const part = { text: words.slice(100 * piece, 100 * (piece + 1)).join('\n') + '\n', mediaType: 'text/plain' };
    const artifact = { artifactId: 'words', name: 'words.txt', part, last: piece === pieces - 1 };
    await report(task, stop, { eventId: `piece-${piece}`, type: 'artifact', artifact });
    const progress = Math.round((100 * (piece + 1)) / pieces);
    // Each report also renews the lease of leaseSeconds; long steps need one in between.
    await report(task, stop, { eventId: `progress-${piece}`, type: 'progress', progress, note: `${piece + 1} of ${pieces}` });
  }
  const language = asked.answer.trim().slice(0, 2).toLowerCase();
  const summary = `${words.length} ${WORDS[language] ?? WORDS.en}`;
  await report(task, stop, { eventId: 'result', type: 'result', result: { summary, words: words.length } });
}

// A task that was canceled, or given to somebody else, takes no more reports: that ends the work on it, and is no error.
async function report(task, stop, event) {
  if (stop.signal.aborted) return;
  if ((await post(task.callbackPath, event, stop.signal)) === undefined) stop.abort();
}

// Repeats what was not answered: leases and reports are made for it. Gives undefined for what was refused for good.
async function post(path, body, signal) {
  for (let attempt = 1; !signal?.aborted; attempt++) {
    try {
      const response = await fetch(CHAT + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(45_000),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      if (response.status === 401) throw Object.assign(new Error(answer.detail), { final: true });
      if (response.status < 500 && ![408, 425, 429].includes(response.status)) {
        console.warn(`${path}: ${answer.code}: ${answer.detail}`);
        return undefined;
      }
    } catch (error) {
      if (error.final) throw error;
      console.warn(`${path}: ${error.cause?.code ?? error.name}`);
    }
    if (stopping && path === '/agents/lease') return undefined;
    await pause(Math.min(250 * 2 ** Math.min(attempt, 7), 30_000) * (0.5 + Math.random() / 2));
  }
  return undefined;
}
