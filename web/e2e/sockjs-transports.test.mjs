import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call, register } from './support/api.mjs';
import { chromiumPath, openWindow } from './support/browser.mjs';
import {
  bridgeOver,
  foreignTransports,
  listenInPage,
  nodeTransports,
  openSockJsPage,
  ownTransports,
} from './support/sockjs.mjs';
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

for (const transport of nodeTransports) {
  test(`Node.js: ${transport}`, async () => {
    const client = await bridgeOver(transport, url, alice.token, session.id);
    try {
      assert.equal(client.transport, transport);
      const contents = await talk(transport);
      await until('the messages', () => client.heard.length === MESSAGES);
      assert.deepEqual(client.heard, contents);
    } finally {
      client.close();
    }
  });
}

for (const [whose, transports] of [
  ['own', ownTransports],
  ['foreign', foreignTransports],
]) {
  test(`Chromium, ${whose} page`, { skip: !chromiumPath && 'no Chromium' }, async () => {
    const window = await openWindow('about:blank');
    try {
      await openSockJsPage(window.page, whose === 'own' ? url : FOREIGN);
      for (const transport of transports) {
        const client = await listenInPage(window.page, transport, url, alice.token, session.id);
        const contents = await talk(`${whose} ${transport}`);
        const heard = await until(`the messages by ${transport}`, async () => {
          const frames = await client.heard();
          return frames.length === MESSAGES && frames;
        });
        assert.deepEqual(heard, contents);
        await client.close();
      }
    } finally {
      await window.close();
    }
  });
}
