import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createChat, passwordAuth } from '@cogo-chat/client';
import WebSocket from 'ws';
import { until } from './wait.mjs';

/** Somebody with the client in Node.js, who has an account of their own. */
export async function join(url, displayName, options = {}) {
  const chat = createChat({ url, auth: passwordAuth(), WebSocket, ...options });
  const email = `${displayName.toLowerCase().replace(/[^a-z]/g, '')}-${randomUUID()}@example.org`;
  const password = `pass-${randomUUID()}`;
  const user = await chat.auth.signUp({ email, password, displayName });
  await until(`${displayName} to be connected`, () => chat.connection.get().status === 'connected');
  return { chat, user, email, password };
}

/** What a room shows: the texts in order. */
export const textsOf = (room) => room.messages.items.get().map(({ text }) => text);

/** Puts the example page at a server's address, and keeps it and the client for when the server can't be reached. */
export async function openChatPage(page, url) {
  const html = await readFile(new URL('../../../docs/examples/chat-page/index.html', import.meta.url), 'utf8');
  const files = new Map();
  const context = page.context();
  await context.route(`${url}/page`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await context.route(`${url}/sdk/*`, async (route) => {
    const address = route.request().url();
    if (!files.has(address)) {
      const answer = await fetch(address).catch(() => undefined);
      if (!answer?.ok) return route.abort();
      files.set(address, { contentType: answer.headers.get('content-type'), body: await answer.text() });
    }
    await route.fulfill(files.get(address));
  });
  await page.goto(`${url}/page`);
}
