// A bot that answers whoever names it. Node.js 22 has a WebSocket of its own; for Node.js 20 the package `ws` has one.
//   COGO_URL=http://127.0.0.1:8080 COGO_EMAIL=bot@example.org COGO_PASSWORD=... node bot.mjs
import { createChat, passwordAuth } from '@cogo-chat/client';

const { COGO_URL: url, COGO_EMAIL: email, COGO_PASSWORD: password } = process.env;
const WebSocket = globalThis.WebSocket ?? (await import('ws')).WebSocket;
const chat = createChat({ url, auth: passwordAuth(), WebSocket });
const bot = await chat.auth.signIn({ email, password });

// A mention comes wherever it happens; the bot need not listen to its sessions.
chat.on('notification', async ({ sessionId, messageId, displayName, reason }) => {
  if (reason === 'mention') {
    const answer = { text: `Hello ${displayName}, I am a bot.`, replyTo: messageId };
    await chat.room(sessionId).messages.send(answer).stored;
  }
});

const tell = ({ status, reason }) => console.log(`${bot.displayName} is ${status} ${reason ?? ''}`);
chat.connection.subscribe(tell);
tell(chat.connection.get());
process.once('SIGTERM', () => chat.close());
