// The stub is worth what the real thing would accept: Google's own client has to be content with it, and what Google refuses
// it has to refuse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ApiError, GoogleGenAI } from '@google/genai';
import { startGeminiStub, stubAnswer } from './support/gemini-stub.mjs';

const MODEL = 'gemini-3.5-flash-lite';
let stub;
let google;

before(async () => {
  stub = await startGeminiStub();
  google = client(stub.apiKey);
});

after(() => stub?.close());

function client(apiKey) {
  return new GoogleGenAI({
    apiKey,
    httpOptions: { baseUrl: stub.origin, apiVersion: 'v1beta', retryOptions: { attempts: 1 } },
  });
}

const rejectedWith = (status, pattern) => (error) => {
  assert.ok(error instanceof ApiError, String(error));
  assert.equal(error.status, status);
  assert.match(error.message, pattern);
  return true;
};

/** A call as the chat makes it. */
function post(body, headers = {}, path = `/models/${MODEL}:generateContent`) {
  return fetch(stub.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': stub.apiKey, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

test("Google's client gets an answer and its cost", async () => {
  const response = await google.models.generateContent({
    model: MODEL,
    contents: 'Why is the sky blue?',
    config: {
      systemInstruction: 'Write in Korean (BCP 47: ko).',
      temperature: 0.7,
      maxOutputTokens: 1024,
    },
  });
  assert.equal(response.text, stubAnswer('Why is the sky blue?', 'ko'));
  assert.equal(response.candidates[0].finishReason, 'STOP');
  assert.equal(
    response.usageMetadata.totalTokenCount,
    response.usageMetadata.promptTokenCount + response.usageMetadata.candidatesTokenCount,
  );
  assert.equal(response.modelVersion, MODEL);
  const { body } = stub.requests.at(-1);
  assert.deepEqual(body.generationConfig, { temperature: 0.7, maxOutputTokens: 1024 });
});

test("Google's client gets an answer in pieces", async () => {
  const stream = await google.models.generateContentStream({ model: MODEL, contents: 'Why is the sky blue?' });
  const pieces = [];
  let last;
  for await (const piece of stream) pieces.push((last = piece).text);
  assert.ok(pieces.length > 3);
  assert.equal(pieces.join(''), stubAnswer('Why is the sky blue?', 'und'));
  assert.equal(last.candidates[0].finishReason, 'STOP');
  assert.ok(last.usageMetadata.totalTokenCount > 0);
});

test("Google's client holds a conversation", async () => {
  const chat = google.chats.create({ model: MODEL });
  await chat.sendMessage({ message: 'first' });
  const second = await chat.sendMessage({ message: 'second' });
  assert.equal(second.text, stubAnswer('second', 'und'));
  assert.deepEqual(
    stub.requests.at(-1).body.contents.map((content) => content.role),
    ['user', 'model', 'user'],
  );
});

test("Google's client understands the errors", async () => {
  const ask = (from, model = MODEL) => from.models.generateContent({ model, contents: 'hello' });
  await assert.rejects(ask(client('another-key')), rejectedWith(400, /API key not valid/));
  await assert.rejects(ask(google, 'gemini-1.0-pro'), rejectedWith(404, /is not found/));
  stub.failNext(1);
  await assert.rejects(ask(google), rejectedWith(503, /overloaded/));
  stub.failNext(1, 429);
  await assert.rejects(ask(google), rejectedWith(429, /retryDelay/));
  assert.equal((await ask(google)).text, stubAnswer('hello', 'und'));
});

test('the body that the chat sends is accepted', async () => {
  const response = await post({
    systemInstruction: { parts: [{ text: 'Write in French (BCP 47: fr).' }] },
    contents: [
      { role: 'user', parts: [{ text: 'hi' }, { text: 'again' }] },
      { role: 'model', parts: [{ text: 'hello' }] },
      { role: 'user', parts: [{ text: 'why?' }] },
    ],
    generationConfig: { temperature: 0.7, maxOutputTokens: 1024 },
  });
  assert.equal(response.status, 200);
  assert.equal((await response.json()).candidates[0].content.parts[0].text, stubAnswer('why?', 'fr'));
});

test('what Google refuses is refused', async () => {
  const user = { role: 'user', parts: [{ text: 'hi' }] };
  const model = { role: 'model', parts: [{ text: 'hello' }] };
  const bad = {
    'not JSON': '{"contents": [',
    'an array': '[]',
    'no contents': {},
    'empty contents': { contents: [] },
    'an unknown field': { contents: [user], messages: [] },
    'an unknown setting': { contents: [user], generationConfig: { max_tokens: 5 } },
    'an unknown role': { contents: [{ role: 'assistant', parts: [{ text: 'hi' }] }] },
    'a model that begins': { contents: [model, user] },
    'a model that ends': { contents: [user, model] },
    'the same role twice': { contents: [user, user, user] },
    'no parts': { contents: [{ role: 'user', parts: [] }] },
    'empty text': { contents: [{ role: 'user', parts: [{ text: '' }] }] },
    'too hot': { contents: [user], generationConfig: { temperature: 3 } },
    'no room': { contents: [user], generationConfig: { maxOutputTokens: 0 } },
  };
  for (const [what, body] of Object.entries(bad)) {
    const response = await post(body);
    assert.equal(response.status, 400, what);
    assert.equal((await response.json()).error.status, 'INVALID_ARGUMENT', what);
  }
  const good = { contents: [user] };
  assert.equal((await post(good, { 'x-goog-api-key': '' })).status, 400);
  assert.equal((await post(good, { 'content-type': 'text/plain' })).status, 400);
  assert.equal((await post(good, {}, `/models/${MODEL}:generateContent?key=${stub.apiKey}`)).status, 400);
  assert.equal((await post(good, {}, `/models/${MODEL}:streamGenerateContent`)).status, 400);
  assert.equal((await post(good, {}, `/models/${MODEL}:countTokens`)).status, 404);
  assert.equal((await post(good)).status, 200);
});
