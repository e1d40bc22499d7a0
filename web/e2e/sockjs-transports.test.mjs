import EventBus from '@vertx/eventbus-bridge-client.js';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { call, register } from './support/api.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import { startSystem } from './support/system.mjs';
import { until } from './support/wait.mjs';

// sockjs-client, unmodified, made to use one transport after the other: what Node.js has, and in a browser all that there are.

// Another name for the same machine is another origin.
const FOREIGN = 'http://localhost:9';
const MESSAGES = 5;

let system;
let url;
let alice;
let session;

before(async () => {
  system = await startSystem({ environment: { AGENT_URL: 'http://127.0.0.1:9', CORS_ORIGINS: FOREIGN } });
  [url] = system.urls;
  alice = await register(url, 'Alice');
  session = await call(url, 'POST', '/chat/session', { token: alice.token, body: { members: [] } });
});

after(() => system?.stop());

async function talk(name) {
  const contents = Array.from({ length: MESSAGES }, (_, i) => `${name} ${i} </script> "한" 🗼`);
  for (const content of contents) {
    await call(url, 'POST', '/chat/message', { token: alice.token, body: { sessionId: session.id, content } });
  }
  return contents;
}

for (const transport of ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource']) {
  test(`Node.js: ${transport}`, async () => {
    const bus = new EventBus(`${url}/eventbus`, { transports: transport });
    try {
      bus.defaultHeaders = { authorization: `Bearer ${alice.token}` };
      const events = [];
      bus.onevent = (event) => events.push(event);
      await new Promise((resolve) => (bus.onopen = resolve));
      assert.equal(bus.sockJSConn.transport, transport);
      const heard = [];
      bus.registerHandler(`chat_session_${session.id}`, (error, frame) => {
        if (error || frame.body.event === 'new_message') heard.push(error ?? frame.body.payload.content);
      });
      await until('the subscription', () => events.includes('subscribed'));
      const contents = await talk(transport);
      await until('the messages', () => heard.length === MESSAGES);
      assert.deepEqual(heard, contents);
    } finally {
      bus.close();
    }
  });
}

const everywhere = ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource', 'jsonp-polling'];
for (const [whose, transports] of [
  ['own', [...everywhere, 'htmlfile']],
  ['foreign', everywhere],
]) {
  test(`Chromium, ${whose} page`, { skip: !chromiumPath && 'no Chromium' }, async () => {
    const library = await readFile(createRequire(import.meta.url).resolve('sockjs-client/dist/sockjs.js'), 'utf8');
    const origin = whose === 'own' ? url : FOREIGN;
    const window = await openWindow('about:blank');
    try {
      await window.page.route(`${origin}/page`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><meta charset="utf-8"><body></body>' }),
      );
      await window.page.goto(`${origin}/page`);
      await window.page.addScriptTag({ content: library });
      for (const transport of transports) {
        await window.page.evaluate(listen, {
          url,
          transport,
          token: alice.token,
          channel: `chat_session_${session.id}`,
        });
        const contents = await talk(`${whose} ${transport}`);
        const heard = await until(`the messages by ${transport}`, async () => {
          const frames = await window.page.evaluate(() => globalThis.heard);
          return frames.length === MESSAGES && frames;
        });
        assert.deepEqual(heard, contents);
        await window.page.evaluate(() => globalThis.socket.close());
      }
    } finally {
      await window.close();
    }
  });
}

/** In the page: connects, and returns when the server says that it hears. */
function listen({ url, transport, token, channel }) {
  return new Promise((resolve, reject) => {
    const socket = new globalThis.SockJS(`${url}/eventbus`, undefined, { transports: transport });
    globalThis.socket = socket;
    globalThis.heard = [];
    socket.onopen = () =>
      socket.send(
        JSON.stringify({ type: 'register', address: channel, headers: { authorization: `Bearer ${token}` } }),
      );
    socket.onclose = (event) => reject(new Error(`${transport}: ${event.code} ${event.reason}`));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.event === 'subscribed') resolve();
      if (frame.body?.event === 'new_message') globalThis.heard.push(frame.body.payload.content);
    };
  });
}
