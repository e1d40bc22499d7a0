import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Auth } from './auth.js';
import { createConnection, type ChannelListener, type Connection } from './connection.js';
import { ChatError } from './error.js';
import { emitter } from './store.js';
import type { WebSocketLike } from './transport.js';

const CHANNEL = 'chat_session_1';

/** A socket whose other end is the test. */
class Line implements WebSocketLike {
  static all: Line[] = [];
  onopen: WebSocketLike['onopen'] = null;
  onmessage: WebSocketLike['onmessage'] = null;
  onerror: WebSocketLike['onerror'] = null;
  onclose: WebSocketLike['onclose'] = null;
  readonly said: Record<string, unknown>[] = [];
  closed = false;

  constructor(readonly url: string) {
    Line.all.push(this);
  }

  send(text: string): void {
    this.said.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.(undefined as never);
  }

  hear(frame: Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  event(channel: string, body: Record<string, unknown>): void {
    this.hear({ type: 'rec', address: channel, body: { channel, payload: {}, ...body } });
  }

  notice(event: string, more: Record<string, unknown> = {}): void {
    this.hear({ type: 'event', event, ...more });
  }

  registers(): unknown[] {
    return this.said.filter(({ type, address }) => type === 'register' && address === CHANNEL);
  }
}

let tokens: string[];
let fetched: string[];
let connection: Connection;
const refusedTokens: (string | undefined)[] = [];
const line = () => Line.all.at(-1)!;
const state = () => connection.state.get();

beforeEach(() => {
  vi.useFakeTimers();
  Line.all = [];
  tokens = ['one'];
  refusedTokens.length = 0;
  const auth: Auth = {
    async token(refused) {
      refusedTokens.push(refused);
      if (refused !== undefined) {
        tokens.shift();
      }
      if (tokens[0] === undefined) {
        throw new ChatError('signed_out', 'nobody', 401);
      }
      return tokens[0];
    },
    on: emitter<never>().on,
    signOut: async () => undefined,
    close: () => undefined,
  };
  fetched = [];
  const away = (address: string) => {
    fetched.push(address);
    return Promise.reject(new TypeError('no network'));
  };
  const ready = () => Promise.resolve();
  connection = createConnection({ url: 'http://server', auth, fetch: away, WebSocket: Line, sockjs: true, ready });
});

afterEach(() => {
  connection.stop('stopped');
  vi.useRealTimers();
});

async function connect(): Promise<void> {
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  line().open();
  line().notice('subscribed', { channel: 'system_announcements' });
}

function listen(): { heard: unknown[]; listener: ChannelListener } {
  const heard: unknown[] = [];
  const listener: ChannelListener = {
    onEvent: ({ event }) => heard.push(event),
    onSubscribed: (at) => heard.push(at),
    onInterrupted: () => heard.push('interrupted'),
    onEnded: ({ code }) => heard.push(`ended ${code}`),
  };
  connection.listen(CHANNEL, listener);
  return { heard, listener };
}

describe('a connection', () => {
  it('logs in with its first frame, and registers what is listened to', async () => {
    listen();
    await connect();
    expect(line().url).toBe('ws://server/eventbus/websocket');
    expect(line().said[0]).toMatchObject({ address: 'system_announcements', headers: { authorization: 'Bearer one' } });
    expect(line().registers()).toEqual([{ type: 'register', address: CHANNEL }]);
    expect(state()).toEqual({ status: 'connected', transport: 'websocket' });
  });

  it('comes back by itself and goes on after the last event, handing on kinds that nobody knows', async () => {
    const { heard } = listen();
    await connect();
    line().notice('subscribed', { channel: CHANNEL, seq: 7 });
    line().event(CHANNEL, { event: 'new_message', seq: 8 });
    line().event(CHANNEL, { event: 'poll_closed', seq: 9 });
    line().hear({ type: 'something else' });
    line().onmessage?.({ data: 'no JSON' });
    line().onclose?.(undefined as never);
    expect(state()).toMatchObject({ status: 'connecting', reason: 'cut' });
    await vi.advanceTimersByTimeAsync(600);
    await connect();
    expect(line().registers()).toEqual([{ type: 'register', address: CHANNEL, headers: { since: 9 } }]);
    line().notice('subscribed', { channel: CHANNEL, seq: 12, recovered: true, since: 9 });
    expect(heard).toEqual([
      { seq: 7, recovered: false, since: 0 },
      'new_message',
      'poll_closed',
      'interrupted',
      { seq: 12, recovered: true, since: 9 },
    ]);
  });

  it('asks for another token when the one at hand is refused, and ends when there is none', async () => {
    tokens.push('two');
    connection.start();
    await vi.advanceTimersByTimeAsync(0);
    line().open();
    const refusal = { type: 'err', address: 'system_announcements', failureCode: 40102, code: 'invalid_token' };
    line().hear(refusal);
    expect(state()).toMatchObject({ status: 'connecting', reason: 'invalid_token' });
    await vi.advanceTimersByTimeAsync(600);
    line().open();
    expect(line().said[0]).toMatchObject({ headers: { authorization: 'Bearer two' } });
    line().hear(refusal);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(refusedTokens).toEqual([undefined, 'one', 'two']);
    expect(state()).toEqual({ status: 'disconnected', reason: 'signed_out' });
  });

  it('stays away for a minute when the server wishes it, and comes when it says', async () => {
    await connect();
    line().notice('closing', { message: { code: 4501, reason: 'flooding', comeBack: false } });
    line().onclose?.(undefined as never);
    expect(state()).toMatchObject({ reason: 'flooding', retryAt: Date.now() + 60_000 });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(Line.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    line().open();
    line().notice('subscribed', { channel: 'system_announcements' });
    line().notice('reconnect', { message: { reason: 'shutting_down', comeBack: true, afterMs: 1_730 } });
    line().onclose?.(undefined as never);
    expect(state()).toMatchObject({ reason: 'shutting_down', retryAt: Date.now() + 1_730 });
  });

  it('registers anew after it lagged, and where the server could not go on', async () => {
    const { heard } = listen();
    await connect();
    line().notice('subscribed', { channel: CHANNEL, seq: 7 });
    line().notice('lagged');
    expect(line().registers().at(-1)).toMatchObject({ headers: { since: 7 } });
    line().notice('subscribed', { channel: CHANNEL, seq: 7, recovered: true, since: 7 });
    line().notice('unsubscribed', { channel: CHANNEL, code: 'unavailable' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(line().registers()).toHaveLength(3);
    line().notice('unsubscribed', { channel: CHANNEL, code: 'channel_not_found' });
    expect(heard.slice(-2)).toEqual(['interrupted', 'ended channel_not_found']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(line().registers()).toHaveLength(3);
  });

  it('notices a line that is dead without having said so', async () => {
    await connect();
    connection.wake();
    expect(line().said.at(-1)).toEqual({ type: 'ping' });
    await vi.advanceTimersByTimeAsync(4_000);
    line().hear({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(state().status).toBe('connected');
    connection.wake();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([state().reason, line().closed]).toEqual(['cut', true]);
    await connect();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state().status).not.toBe('connected');
  });

  it('tries SockJS after two WebSockets that never opened, and a WebSocket again where the server is away', async () => {
    connection.start();
    await vi.advanceTimersByTimeAsync(0);
    line().onclose?.(undefined as never);
    await vi.advanceTimersByTimeAsync(600);
    expect([Line.all.length, fetched]).toEqual([2, []]);
    line().onclose?.(undefined as never);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([Line.all.length, fetched]).toEqual([3, ['http://server/eventbus/info']]);
  });

  it('answers calls that have no connection or no answer', async () => {
    const body = { sessionId: '1', isTyping: true };
    await expect(connection.call('chat.typing', body)).rejects.toMatchObject({ code: 'offline' });
    await connect();
    const silent = expect(connection.call('chat.typing', body)).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(10_000);
    await silent;
    const refused = expect(connection.call('chat.typing', body)).rejects.toMatchObject({
      code: 'session_not_found',
      status: 404,
    });
    const { replyAddress } = line().said.at(-1)!;
    line().hear({ type: 'err', address: replyAddress, failureCode: 40402, code: 'session_not_found', message: 'none' });
    await refused;
  });

  it('has one registration for all who listen to a channel', async () => {
    const { heard } = listen();
    await connect();
    line().notice('subscribed', { channel: CHANNEL, seq: 7 });
    const second: unknown[] = [];
    const dispose = connection.listen(CHANNEL, { onEvent: () => undefined, onSubscribed: (at) => second.push(at) });
    await vi.advanceTimersByTimeAsync(0);
    expect(second).toEqual([{ seq: 7, recovered: false, since: 0 }]);
    dispose();
    line().event(CHANNEL, { event: 'new_message', seq: 8 });
    expect(heard.at(-1)).toBe('new_message');
    expect(line().registers()).toHaveLength(1);
  });
});
