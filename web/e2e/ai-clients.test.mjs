// The AI's clients of others, each as it is published: the chat of the AI SDK, versions 6 and 7, OpenAI's client, and the AI SDK's provider
// for services like OpenAI.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as ai6 from 'ai-6';
import * as ai7 from 'ai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { ChatTransportError, chatTransport, toUiMessages } from '@cogo-chat/client/ai-sdk';
import { call, register } from './support/api.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { startGeminiStub, stubAnswer } from './support/gemini-stub.mjs';
import { buildExample, serveExample } from './support/pages.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

const QUESTION = 'Why is the sky blue?';
const ANSWER = stubAnswer(QUESTION, 'en');
let gemini;
let system;
let url;
let ann;

before(async () => {
  gemini = await startGeminiStub();
  system = await startSystem({ environment: { GEMINI_API_KEY: gemini.apiKey, GEMINI_BASE_URL: gemini.url } });
  [url] = system.urls;
  ann = await register(url, 'Ann');
});

after(async () => {
  await system?.stop();
  await gemini?.close();
});

const as = (person, method, path, body) => call(url, method, path, { token: person.token, body });

async function newSession(options = {}) {
  const session = { kind: 'group', ai: true, language: 'en', ...options };
  return (await as(ann, 'POST', '/chat/session', session)).id;
}

async function all(stream) {
  const items = [];
  for await (const item of stream) items.push(item);
  return items;
}

const history = async (session) => (await as(ann, 'GET', `/chat/history/${session}`)).items;

/** The chat of a page, without its framework. */
function chatOf({ AbstractChat, DefaultChatTransport }, version, session, messages = [], transport = undefined) {
  class State {
    status = 'ready';
    error = undefined;
    messages = messages;
    pushMessage = (message) => (this.messages = [...this.messages, message]);
    popMessage = () => (this.messages = this.messages.slice(0, -1));
    replaceMessage = (index, message) => (this.messages = this.messages.with(index, structuredClone(message)));
    snapshot = (value) => structuredClone(value);
  }
  const finished = [];
  class Chat extends AbstractChat {
    finished = finished;
    last = () => this.messages.at(-1);
    text = () =>
      this.last()
        .parts.filter((part) => part.type === 'text')
        .map((part) => part.text)
        .join('');
  }
  return new Chat({
    id: session,
    state: new State(),
    transport:
      transport ??
      new DefaultChatTransport({
        api: `${url}/api/chat`,
        headers: { authorization: `Bearer ${ann.token}`, ...(version === 7 && { 'x-ai-sdk-version': '7' }) },
      }),
    onFinish: (end) => finished.push(end),
  });
}

/** An answer that has begun and goes on when it is released. */
async function begin(chat) {
  const held = gemini.holdNext();
  const sent = chat.sendMessage({ text: QUESTION });
  await until('the first word', () => chat.messages.length === 2 && chat.text() !== '');
  assert.equal(chat.status, 'streaming');
  assert.ok(ANSWER.startsWith(chat.text()) && chat.text() !== ANSWER);
  return { ...held, held, sent };
}

for (const [version, ai] of [
  [6, ai6],
  [7, ai7],
]) {
  describe(`the chat of ai ${version}`, () => {
    test('a question is answered, and both are messages of the session', async () => {
      const session = await newSession();
      const chat = chatOf(ai, version, session);
      await chat.sendMessage({ text: QUESTION });
      assert.equal(chat.error, undefined);
      assert.equal(chat.status, 'ready');
      assert.equal(chat.text(), ANSWER);
      const [question, answer] = await history(session);
      assert.equal(question.clientMessageId, chat.messages[0].id);
      assert.equal(answer.content, ANSWER);
      assert.equal(chat.last().id, answer.metadata.ai.runId);
      const { metadata } = chat.last();
      assert.equal(metadata.messageId, answer.id);
      assert.equal(metadata.seq, answer.seq);
      assert.equal(metadata.model, 'gemini-3.5-flash-lite');
      assert.ok(metadata.usage.totalTokens > 0);
      assert.equal(chat.finished[0].finishReason, 'stop');

      await chat.sendMessage({ text: 'And at night?' });
      assert.equal(chat.text(), stubAnswer('And at night?', 'en'));
      assert.equal((await history(session)).length, 4);
    });

    test('the same question sent again has its answer', async () => {
      const session = await newSession();
      const first = chatOf(ai, version, session);
      await first.sendMessage({ text: QUESTION });
      const again = chatOf(ai, version, session);
      await again.sendMessage({ id: first.messages[0].id, role: 'user', parts: [{ type: 'text', text: QUESTION }] });
      assert.equal(again.text(), ANSWER);
      assert.equal(again.last().id, first.last().id);
      assert.equal((await history(session)).length, 2);
    });

    test('another answer is asked for', async () => {
      const session = await newSession();
      const chat = chatOf(ai, version, session);
      await chat.sendMessage({ text: QUESTION });
      const first = chat.last().id;
      await chat.regenerate();
      assert.equal(chat.status, 'ready');
      assert.equal(chat.messages.length, 2);
      assert.equal(chat.text(), ANSWER);
      assert.notEqual(chat.last().id, first);
      assert.equal(chat.last().metadata.variant, 2);

      // A page that has loaded the session knows the question by the server's id, and both answers.
      const loaded = chatOf(ai, version, session, toUiMessages(await history(session)));
      assert.equal(loaded.last().id, chat.last().id);
      await loaded.regenerate();
      assert.equal(loaded.error, undefined);
      assert.equal(loaded.last().metadata.variant, 3);
      const contents = (await history(session)).map(({ content }) => content);
      assert.deepEqual(contents, [QUESTION, ANSWER, ANSWER, ANSWER]);
    });

    test('who comes back while it is written sees all of it, under the same id', async () => {
      const session = await newSession();
      const chat = chatOf(ai, version, session);
      const { release, sent } = await begin(chat);
      const late = chatOf(ai, version, session, chat.messages.slice(0, 1));
      const half = chatOf(ai, version, session, chat.messages);
      const resumed = [late.resumeStream(), half.resumeStream()];
      await until('the text so far', () => late.messages.length === 2 && late.text() === chat.text());
      release();
      await Promise.all([sent, ...resumed]);
      for (const page of [chat, late, half]) {
        assert.equal(page.status, 'ready');
        assert.equal(page.messages.length, 2);
        assert.equal(page.text(), ANSWER);
        assert.equal(page.last().id, chat.last().id);
        assert.equal(page.last().metadata.seq, 2);
      }
    });

    test('nothing is resumed when nothing is written', async () => {
      const chat = chatOf(ai, version, await newSession());
      await chat.resumeStream();
      assert.equal(chat.status, 'ready');
      assert.deepEqual(chat.messages, []);
    });

    test('a client that stops reading ends nothing', async () => {
      const session = await newSession();
      const chat = chatOf(ai, version, session);
      const { release, sent, held } = await begin(chat);
      await chat.stop();
      await sent;
      assert.equal(chat.status, 'ready');
      release();
      await until('the whole answer', async () => (await history(session))[1]?.content === ANSWER);
      assert.equal(held.dropped, false);
    });

    test('a cancelled answer ends for who reads it, and for the model', async () => {
      const session = await newSession();
      const chat = chatOf(ai, version, session);
      const { sent, held } = await begin(chat);
      const part = chat.text();
      await as(ann, 'POST', `/chat/ai-run/${chat.last().id}/cancel`);
      await sent;
      assert.equal(chat.status, 'ready');
      assert.equal(chat.text(), part.trimEnd());
      assert.equal(chat.last().metadata.cut, 'cancelled');
      await until('the call to be dropped', () => held.dropped);
    });

    test('what is refused is the error of the chat', async () => {
      const refused = async (id, code) => {
        const chat = chatOf(ai, version, id);
        await chat.sendMessage({ text: QUESTION });
        assert.equal(chat.status, 'error');
        assert.equal(JSON.parse(chat.error.message).code, code);
        return chat;
      };
      await refused('0a1b2c3d4e5f6a7b', 'invalid_request');
      await refused(await newSession({ ai: false }), 'ai_not_in_session');
      gemini.failNext(4, 500);
      const session = await newSession();
      const failed = await refused(session, 'ai_unavailable');
      await failed.regenerate();
      assert.equal(failed.text(), ANSWER);
      assert.deepEqual(
        (await history(session)).map(({ content }) => content),
        [QUESTION, ANSWER],
      );
    });
  });
}

describe('our transport for the AI SDK', () => {
  const auth = { token: async () => ann.token };
  const transport = (options) => chatTransport({ url, auth, ...options });
  const open = (session, messages, options) => chatOf(ai7, 7, session, messages, transport(options));

  test('sends what is new, and renews a token that is refused', async () => {
    const session = await newSession();
    const asked = [];
    const token = async (refused) => {
      asked.push(refused);
      return refused === undefined ? 'stale' : ann.token;
    };
    const chat = open(session, [], { auth: { token } });
    await chat.sendMessage({ text: QUESTION });
    assert.equal(chat.text(), ANSWER);
    assert.deepEqual(asked, [undefined, 'stale']);
    await chat.regenerate();
    assert.equal(chat.last().metadata.variant, 2);
    const loaded = open(session, toUiMessages(await history(session)));
    assert.deepEqual(
      loaded.messages.map(({ role }) => role),
      ['user', 'assistant', 'assistant'],
    );
    assert.equal(loaded.last().id, chat.last().id);
    await loaded.regenerate();
    assert.equal(loaded.last().metadata.variant, 3);
  });

  test('a stop ends the answer, also one that has not begun', async () => {
    const begun = open(await newSession());
    const { sent, held } = await begin(begun);
    await begun.stop();
    await sent;
    assert.equal(begun.status, 'ready');
    await until('the call to be dropped', () => held.dropped);

    const early = gemini.holdNext({ silent: true });
    const session = await newSession();
    const chat = open(session);
    const sending = chat.sendMessage({ text: QUESTION });
    await until('the question to be stored', async () => (await history(session)).length === 1);
    await chat.stop();
    await sending;
    assert.equal(chat.status, 'ready');
    assert.equal(chat.messages.length, 1);
    early.begin();
    await until('the call to be dropped', () => early.dropped);
    await until('what stood there', async () => (await history(session))[1]?.metadata.ai.cut === 'cancelled');
  });

  test('resumes, and says so when there is nothing', async () => {
    const session = await newSession();
    const chat = open(session);
    const { release, sent } = await begin(chat);
    const late = open(session, chat.messages.slice(0, 1));
    const resumed = late.resumeStream();
    await until('the text so far', () => late.messages.length === 2);
    release();
    await Promise.all([sent, resumed]);
    assert.equal(late.text(), ANSWER);
    await late.resumeStream();
    assert.equal(late.status, 'ready');
  });

  test('an error has a sentence and a code', async () => {
    const chat = open(await newSession({ ai: false }));
    await chat.sendMessage({ text: QUESTION });
    assert.ok(chat.error instanceof ChatTransportError);
    assert.equal(chat.error.code, 'ai_not_in_session');
    assert.match(chat.error.message, /^the AI takes no part/);
  });

  test('the example page', { skip: !chromiumPath && 'no Chromium' }, async () => {
    const session = await newSession();
    const { page, complaints, close } = await openWindow('about:blank');
    try {
      await serveExample(page.context(), url, 'ai-sdk-page', await buildExample('ai-sdk-page'));
      await page.goto(`${url}/ai-sdk-page/#${session}`);
      await page.getByLabel('E-mail').fill(ann.email);
      await page.getByLabel('Password').fill(ann.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      const held = gemini.holdNext();
      await page.getByLabel('Question').fill(QUESTION);
      await page.getByRole('button', { name: 'Send' }).click();
      const answer = page.locator('article[data-role=assistant]');
      await answer.getByText('Stub').waitFor();
      await page.reload();
      await answer.getByText('Stub').waitFor();
      held.release();
      await answer.getByText(ANSWER).waitFor();
      await page.getByText('gemini-3.5-flash-lite').waitFor();
      await page.getByRole('button', { name: 'Ask again' }).click();
      await until('another answer', async () => (await history(session)).length === 3);
      assert.deepEqual(
        complaints.filter((text) => !text.includes('401')),
        [],
      );
    } finally {
      await close();
    }
  });
});

describe("OpenAI's client", () => {
  const conversation = [
    { role: 'system', content: 'You are a sailor.' },
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: 'Ahoy!' },
    { role: 'user', content: [{ type: 'text', text: QUESTION }] },
  ];
  const client = (apiKey = ann.token) => new OpenAI({ apiKey, baseURL: `${url}/v1`, maxRetries: 0 });

  test('the models', async () => {
    const models = await client().models.list();
    assert.deepEqual(
      models.data.map(({ id, object }) => [id, object]),
      [['cogo', 'model']],
    );
    assert.equal((await client().models.retrieve('cogo')).id, 'cogo');
    await assert.rejects(client().models.retrieve('gpt-5'), NotFoundError);
  });

  test('a chat completion', async () => {
    const completion = await client().chat.completions.create({
      model: 'cogo',
      messages: conversation,
      temperature: 0,
    });
    const [{ message, finish_reason }] = completion.choices;
    assert.equal(message.content, ANSWER);
    assert.equal(finish_reason, 'stop');
    assert.ok(completion.usage.total_tokens > 0);
    const { body } = gemini.requests.at(-1);
    assert.deepEqual(
      body.contents.map(({ role, parts }) => [role, parts[0].text]),
      [
        ['user', 'Hello.'],
        ['model', 'Ahoy!'],
        ['user', QUESTION],
      ],
    );
    assert.match(body.systemInstruction.parts[0].text, /You are a sailor\.$/);
  });

  test('a chat completion in chunks, with its usage', async () => {
    const stream = await client().chat.completions.create({
      model: 'cogo',
      messages: conversation,
      max_tokens: 100,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await all(stream);
    assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''), ANSWER);
    assert.equal(chunks[0].choices[0].delta.role, 'assistant');
    assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
    assert.deepEqual(chunks.at(-1).choices, []);
    assert.ok(chunks.at(-1).usage.completion_tokens > 0);
    assert.equal(new Set(chunks.map(({ id }) => id)).size, 1);
    assert.equal(gemini.requests.at(-1).body.generationConfig.maxOutputTokens, 100);
  });

  test('a chat completion in a session is its next answer, and repeated the same one', async () => {
    const session = await newSession();
    const metadata = { session_id: session, message_id: 'm-1' };
    const ask = (more) =>
      client().chat.completions.create({ model: 'cogo', messages: conversation, metadata, ...more });
    const first = await ask({});
    assert.equal(first.choices[0].message.content, ANSWER);
    const chunks = await all(await ask({ stream: true }));
    assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''), ANSWER);
    assert.equal(chunks[0].id, first.id);
    const [question, answer] = await history(session);
    assert.equal(question.content, QUESTION);
    assert.equal(question.clientMessageId, 'm-1');
    assert.equal(first.metadata.message_id, answer.id);
    assert.equal((await history(session)).length, 2);
  });

  test('who leaves ends what is no run', async () => {
    const held = gemini.holdNext();
    const stream = await client().chat.completions.create({ model: 'cogo', messages: conversation, stream: true });
    for await (const chunk of stream) if (chunk.choices[0].delta.content) break;
    await until('the call to be dropped', () => held.dropped);
  });

  test('a response', async () => {
    const response = await client().responses.create({ model: 'cogo', instructions: 'Be brief.', input: QUESTION });
    assert.equal(response.output_text, ANSWER);
    assert.equal(response.status, 'completed');
    assert.ok(response.usage.total_tokens > 0);
    const session = await newSession();
    const inSession = await client().responses.create({
      model: 'cogo',
      input: [{ role: 'user', content: [{ type: 'input_text', text: QUESTION }] }],
      metadata: { session_id: session },
    });
    assert.equal(inSession.output_text, ANSWER);
    assert.equal((await history(session)).length, 2);
  });

  test('a response in events', async () => {
    const stream = client().responses.stream({ model: 'cogo', input: QUESTION });
    const events = await all(stream);
    assert.deepEqual(
      events.map((event) => event.sequence_number),
      events.map((_, index) => index),
    );
    const deltas = events.filter(({ type }) => type === 'response.output_text.delta');
    assert.equal(deltas.map(({ delta }) => delta).join(''), ANSWER);
    assert.equal((await stream.finalResponse()).output_text, ANSWER);
  });

  test('refusals', async () => {
    const create = (more, key) =>
      client(key).chat.completions.create({ model: 'cogo', messages: conversation, ...more });
    const refused = (kind, code, param) => (error) => {
      assert.ok(error instanceof kind, String(error));
      assert.equal(error.code, code);
      assert.equal(error.param, param);
      return true;
    };
    await assert.rejects(create({}, 'sk-nobody'), refused(AuthenticationError, 'invalid_token', null));
    await assert.rejects(create({ model: 'gpt-5' }), refused(NotFoundError, 'model_not_found', null));
    await assert.rejects(create({ n: 2 }), refused(BadRequestError, 'invalid_request', 'n'));
    await assert.rejects(create({ logprobs: true }), refused(BadRequestError, 'invalid_request', 'logprobs'));
    const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];
    await assert.rejects(create({ tools }), refused(BadRequestError, 'invalid_request', 'tools'));
    const picture = { type: 'image_url', image_url: { url: 'https://example.org/a.png' } };
    await assert.rejects(
      create({ messages: [{ role: 'user', content: [picture] }] }),
      refused(BadRequestError, 'invalid_request', 'messages[0].content[0]'),
    );
    await assert.rejects(
      create({ metadata: { session_id: ann.id } }),
      refused(NotFoundError, 'session_not_found', null),
    );
    await assert.rejects(
      client().responses.create({ model: 'cogo', input: 'x', previous_response_id: 'resp_1' }),
      refused(BadRequestError, 'invalid_request', 'previous_response_id'),
    );
    gemini.failNext(4, 500);
    await assert.rejects(create({ stream: true }), refused(APIError, 'ai_unavailable', null));
  });
});

test("the AI SDK's provider for services like OpenAI", async () => {
  const cogo = createOpenAICompatible({ name: 'cogo', apiKey: ann.token, baseURL: `${url}/v1`, includeUsage: true });
  const { textStream, usage, finishReason } = ai7.streamText({ model: cogo('cogo'), prompt: QUESTION });
  assert.equal((await all(textStream)).join(''), ANSWER);
  assert.equal(await finishReason, 'stop');
  assert.ok((await usage).totalTokens > 0);
  const { text } = await ai7.generateText({ model: cogo('cogo'), prompt: QUESTION });
  assert.equal(text, ANSWER);
});
