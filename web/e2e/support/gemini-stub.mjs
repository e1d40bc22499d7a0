// A server that speaks the part of the Gemini API that the chat uses (v1beta, models.generateContent and
// models.streamGenerateContent as server-sent events), and is as strict
// about it as Google's: the key in its header, no field that the API does not have, roles that alternate.
import { createServer } from 'node:http';

const PATH = /^\/v1beta\/models\/([A-Za-z0-9._-]+):(generateContent|streamGenerateContent)$/;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const REQUEST_FIELDS = new Set([
  'contents',
  'systemInstruction',
  'generationConfig',
  'safetySettings',
  'tools',
  'toolConfig',
  'cachedContent',
]);
const GENERATION_FIELDS = new Set([
  'temperature',
  'topP',
  'topK',
  'candidateCount',
  'maxOutputTokens',
  'stopSequences',
  'responseMimeType',
  'seed',
  'thinkingConfig',
]);

class ApiError extends Error {
  constructor(code, status, message, details) {
    super(message);
    this.body = { error: { code, message, status, ...(details && { details }) } };
    this.code = code;
  }
}

const invalid = (message) => new ApiError(400, 'INVALID_ARGUMENT', message);

/**
 * Starts the stub on a free port of the loopback interface.
 *
 * @param {object} [options]
 * @param {string} [options.apiKey] the only key that is accepted
 * @param {string[]} [options.models] the models that exist
 * @param {(question: string, language: string) => string} [options.say] what is answered
 * @param {number} [options.pauseMs] how long the next word of a streamed answer takes
 * @param {(question: string) => {name: string, args: object} | undefined} [options.calls] the tool that a question wants called
 * @returns the base URL with its version (`url`), without it (`origin`), the requests that were accepted, `failNext(count,
 *   code?)`, `holdNext()`, and `close()`
 */
export async function startGeminiStub({
  apiKey = 'stub-gemini-key',
  models = ['gemini-3.5-flash-lite', 'gemini-3.1-flash-lite'],
  say = stubAnswer,
  pauseMs = 0,
  calls = () => undefined,
} = {}) {
  const requests = [];
  const failures = [];
  const holds = [];

  const server = createServer(async (request, response) => {
    try {
      const body = await readBody(request);
      const accepted = check(request, body, apiKey, models);
      accepted.text = say(accepted.question, accepted.language);
      accepted.call = accepted.found === undefined ? calls(accepted.question) : undefined;
      requests.push(accepted);
      if (failures.length > 0) throw overloaded(failures.shift());
      if (accepted.streamed) await stream(response, accepted, pauseMs, holds.shift());
      else send(response, 200, answer(accepted));
    } catch (error) {
      const api = error instanceof ApiError ? error : new ApiError(500, 'INTERNAL', String(error));
      send(response, api.code, api.body);
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;

  return {
    origin,
    url: `${origin}/v1beta`,
    apiKey,
    /** Accepted requests, oldest first: `{model, question, language, body}`. */
    requests,
    /** The next requests fail: 429 with RetryInfo, or 500, 503 or 504. */
    failNext(count, code = 503) {
      for (let i = 0; i < count; i++) failures.push(code);
    },
    /**
     * The next answer in pieces stops after its first word, until `release()`, and when it is `silent` also before that, until
     * `begin()`; `dropped` says whether its reader has left.
     */
    holdNext({ silent = false } = {}) {
      const held = { dropped: false };
      held.released = new Promise((resolve) => (held.release = resolve));
      held.begun = new Promise((resolve) => (held.begin = resolve));
      if (!silent) held.begin();
      holds.push(held);
      return held;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** The text that the stub answers with; the language is what the system instruction asks for, or `und`. */
export const stubAnswer = (question, language) => `Stub answer in ${language} to: ${question}`;

async function readBody(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new ApiError(413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function check(request, bytes, apiKey, models) {
  const url = new URL(request.url, 'http://stub');
  const [, model, method] = PATH.exec(url.pathname) ?? [];
  if (request.method !== 'POST' || !model) throw new ApiError(404, 'NOT_FOUND', 'Method not found.');
  const streamed = method === 'streamGenerateContent';
  // Without it Google's sends one JSON array, which the chat does not read.
  if (streamed && url.searchParams.get('alt') !== 'sse') throw invalid('The stub streams with alt=sse only.');
  if (url.searchParams.has('key'))
    throw invalid('The stub takes the key in the header only: addresses end up in logs.');
  if (request.headers['x-goog-api-key'] !== apiKey) {
    throw new ApiError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
    ]);
  }
  if (!request.headers['content-type']?.startsWith('application/json')) throw invalid('Content-Type must be JSON.');
  if (!models.includes(model)) {
    throw new ApiError(
      404,
      'NOT_FOUND',
      `models/${model} is not found for API version v1beta, or is not supported for generateContent.`,
    );
  }
  const body = parse(bytes);
  checkFields(body, REQUEST_FIELDS, 'request');
  checkContents(body.contents);
  if (body.systemInstruction !== undefined) checkParts(body.systemInstruction, 'system_instruction');
  checkGeneration(body.generationConfig ?? {});
  // Behind it is what came of tools; who asks stands before it.
  const [response] = body.contents.at(-1).parts;
  const found = response.functionResponse?.response.result;
  const question = body.contents
    .findLast(({ role, parts }) => role !== 'model' && parts.at(-1).text !== undefined)
    .parts.at(-1)
    .text.replace(/^\[[^\]]+\] /, '');
  const system = body.systemInstruction?.parts.map((part) => part.text).join('\n') ?? '';
  return { model, streamed, question, language: /BCP 47: ([A-Za-z0-9-]+)/.exec(system)?.[1] ?? 'und', body, found };
}

function parse(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const body = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // The same sentence.
  }
  throw invalid('Invalid JSON payload received.');
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function checkFields(value, known, where) {
  if (!isObject(value)) throw invalid(`Invalid value at '${where}'.`);
  for (const field of Object.keys(value)) {
    if (!known.has(field)) {
      throw invalid(`Invalid JSON payload received. Unknown name "${field}" at '${where}': Cannot find field.`);
    }
  }
}

function checkContents(contents) {
  if (!Array.isArray(contents) || contents.length === 0) {
    throw invalid('* GenerateContentRequest.contents: contents is not specified');
  }
  contents.forEach((content, index) => {
    checkParts(content, `contents[${index}]`);
    const expected = index % 2 === 0 ? 'user' : 'model';
    if ((content.role ?? 'user') !== expected) {
      throw invalid('Please ensure that multiturn requests alternate between user and model.');
    }
  });
  if (contents.length % 2 === 0) throw invalid('Please ensure that multiturn requests end with a user role.');
}

function checkParts(content, where) {
  checkFields(content, new Set(['role', 'parts']), where);
  if (!Array.isArray(content.parts) || content.parts.length === 0) throw invalid(`${where}.parts must not be empty.`);
  content.parts.forEach((part, index) => {
    checkFields(
      part,
      new Set(['text', 'thought', 'thoughtSignature', 'functionCall', 'functionResponse']),
      `${where}.parts[${index}]`,
    );
    if (part.functionCall !== undefined || part.functionResponse !== undefined) {
      // Gemini 3 refuses a call that comes back without the signature it was given.
      if (part.functionCall !== undefined && part.thoughtSignature !== 'stub-signature') {
        throw invalid('Function call is missing a thought_signature.');
      }
    } else if (typeof part.text !== 'string' || part.text === '') {
      throw invalid(`${where}.parts[${index}].text is empty.`);
    }
  });
}

function checkGeneration(config) {
  checkFields(config, GENERATION_FIELDS, 'generation_config');
  const { temperature, maxOutputTokens } = config;
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw invalid('temperature must be in the range [0, 2].');
  }
  if (maxOutputTokens !== undefined && !(Number.isInteger(maxOutputTokens) && maxOutputTokens > 0)) {
    throw invalid('max_output_tokens must be positive.');
  }
}

function overloaded(code) {
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '0.2s' };
  switch (code) {
    case 429:
      return new ApiError(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [retry]);
    case 500:
      return new ApiError(500, 'INTERNAL', 'An internal error has occurred.');
    case 504:
      return new ApiError(504, 'DEADLINE_EXCEEDED', 'The request timed out.');
    default:
      return new ApiError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
  }
}

function answer({ model, text, body }) {
  const promptTokenCount = tokens(JSON.stringify(body.contents));
  const candidatesTokenCount = tokens(text);
  return {
    candidates: [
      {
        content: { parts: [{ text }], role: 'model' },
        finishReason: 'STOP',
        index: 0,
      },
    ],
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount,
    },
    modelVersion: model,
    responseId: `stub-${Date.now().toString(36)}`,
  };
}

// About right for English, and the same every time.
const tokens = (text) => Math.max(1, Math.ceil(text.length / 4));

/** The answer word by word; each event has the usage so far, the last one the reason why it ends. */
async function stream(response, accepted, pauseMs, held) {
  response.on('close', () => {
    if (held && !response.writableFinished) {
      held.dropped = true;
      held.begin();
      held.release();
    }
  });
  const whole = answer(accepted);
  const words = (accepted.found ?? accepted.text).split(/(?<= )/);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await held?.begun;
  if (accepted.call !== undefined) {
    const parts = [{ functionCall: accepted.call, thoughtSignature: 'stub-signature' }];
    const candidates = [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }];
    response.end(`data: ${JSON.stringify({ ...whole, candidates })}\r\n\r\n`);
    return;
  }
  for (const [index, text] of words.entries()) {
    const candidate = { content: { parts: [{ text }], role: 'model' }, index: 0 };
    if (index === words.length - 1) candidate.finishReason = 'STOP';
    response.write(`data: ${JSON.stringify({ ...whole, candidates: [candidate] })}\r\n\r\n`);
    if (index === 0) await held?.released;
    await (pauseMs > 0 ? new Promise((resolve) => setTimeout(resolve, pauseMs)) : new Promise(setImmediate));
  }
  response.end();
}

function send(response, code, body) {
  response.writeHead(code, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body, null, 2));
}
