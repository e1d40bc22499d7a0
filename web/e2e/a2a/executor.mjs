import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

// What the scenarios of the kit (its scenarios/*.feature) want of an agent, by the beginning of the message's id; the first that fits.
const working = { type: 'progress', progress: 10, note: 'working' };
const done = (summary) => ({ type: 'result', result: summary ? { summary } : {} });
const artifact = (part, last = true) => ({ type: 'artifact', artifact: { artifactId: 'a', name: 'a', part, last } });
const file = { raw: 'dGNr', mediaType: 'text/plain', filename: 'output.txt' };
const SCENARIOS = {
  'tck-stream-artifact-chunked': [
    working,
    artifact({ text: 'chunk-1 ' }, false),
    artifact({ text: 'chunk-2' }),
    done(),
  ],
  'tck-stream-artifact-text': [working, artifact({ text: 'Streamed text content' }), done()],
  'tck-stream-artifact-file': [working, artifact(file), done()],
  'tck-stream-ordering-001': [working, artifact({ text: 'Ordered output' }), done()],
  'tck-stream-001': [working, artifact({ text: 'Stream hello from TCK' }), done()],
  'tck-stream-002': [done()],
  'tck-stream-003': [working, artifact({ text: 'Stream task lifecycle' }), done()],
  'test-resubscribe-message-id': [working, () => pause(4000), done()],
  'tck-artifact-file-url': [
    artifact({ url: 'https://example.com/output.txt', mediaType: 'text/plain', filename: 'output.txt' }),
    done(),
  ],
  'tck-artifact-file': [artifact(file), done()],
  'tck-artifact-text': [artifact({ text: 'Generated text content' }), done()],
  'tck-artifact-data': [artifact({ data: { key: 'value', count: 42 } }), done()],
  'tck-message-response': [{ type: 'result', result: { summary: 'Direct message response', reply: true } }],
  'tck-complete-task': [done('Hello from TCK')],
};

/** The agent that the conformance kit of A2A wants to find behind the server: one that is called, and needs nothing of A2A. */
export async function startExecutor() {
  const executor = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.setHeader('content-type', 'application/json');
    if (!request.url.endsWith('/api/agent/task')) return response.end('{}');
    const task = JSON.parse(body);
    const id = task.params.messageId ?? '';
    if (id.startsWith('tck-reject-task')) return response.end('{"status": "rejected", "error": "rejected"}');
    response.end('{"status": "accepted"}');
    const turn = task.inputs?.length ?? 0;
    let number = 0;
    for (const step of stepsOf(id, task.inputs?.at(-1)?.answer, turn)) {
      if (typeof step === 'function') await step();
      else await report(task.callbackUrl, request.headers.authorization, { eventId: `${turn}-${number++}`, ...step });
    }
  });
  executor.listen(0, '127.0.0.1');
  await once(executor, 'listening');
  return { url: `http://127.0.0.1:${executor.address().port}`, close: () => executor.close() };
}

function stepsOf(id, answer, turn) {
  if (id.startsWith('tck-input-required')) {
    // The kit makes a history by answering, and wants to be asked again.
    return turn === 0 || answer.startsWith('TCK history message')
      ? [{ type: 'input_required', question: 'What next?', answerBy: 'member' }]
      : [done('Done after input')];
  }
  const name = Object.keys(SCENARIOS).find((prefix) => id.startsWith(prefix));
  return name ? SCENARIOS[name] : [done(`There is no scenario for ${id}`)];
}

async function report(url, authorization, body) {
  const headers = { authorization, 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
