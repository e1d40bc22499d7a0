import EventBus from '@vertx/eventbus-bridge-client.js';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { until } from './wait.mjs';

/** What sockjs-client can do in Node.js. */
export const nodeTransports = ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource'];

/** What it can do in a browser, on a page of another origin. */
export const foreignTransports = [...nodeTransports, 'jsonp-polling'];

/** What it can do in a browser, on a page of the server's. */
export const ownTransports = [...foreignTransports, 'htmlfile'];

/** The public bridge client with one transport; returns when it hears the session. */
export async function bridgeOver(transport, url, token, sessionId) {
  const bus = new EventBus(`${url}/eventbus`, { transports: transport, timeout: 20_000 });
  bus.defaultHeaders = { authorization: `Bearer ${token}` };
  const events = [];
  bus.onevent = (event) => events.push(event);
  await new Promise((resolve, reject) => {
    bus.onopen = resolve;
    bus.onclose = (event) => reject(new Error(`${transport}: ${event?.code} ${event?.reason}`));
  });
  const heard = [];
  bus.registerHandler(`chat_session_${sessionId}`, (error, frame) => {
    if (error || frame.body.event === 'new_message') heard.push(error ?? frame.body.payload.content);
  });
  await until('the subscription', () => events.includes('subscribed'));
  return { transport: bus.sockJSConn.transport, heard, close: () => bus.close() };
}

/** Gives a page sockjs-client, whatever the page is. */
export async function openSockJsPage(page, origin) {
  const library = await readFile(createRequire(import.meta.url).resolve('sockjs-client/dist/sockjs.js'), 'utf8');
  await page.route(`${origin}/page`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><meta charset="utf-8"><body></body>' }),
  );
  await page.goto(`${origin}/page`);
  await page.addScriptTag({ content: library });
}

/** In such a page: connects with one transport; returns when the server says that it hears the session. */
export async function listenInPage(page, transport, url, token, sessionId) {
  await page.evaluate(listen, { url, transport, token, channel: `chat_session_${sessionId}` });
  return {
    heard: () => page.evaluate(() => globalThis.heard),
    close: () => page.evaluate(() => globalThis.socket.close()),
  };
}

function listen({ url, transport, token, channel }) {
  return new Promise((resolve, reject) => {
    const socket = new globalThis.SockJS(`${url}/eventbus`, undefined, { transports: transport, timeout: 20_000 });
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
