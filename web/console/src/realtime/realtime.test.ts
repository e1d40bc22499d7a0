import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../api/problem';
import { FakeBridge } from '../testing/fakebridge';
import { message, sessionId } from '../testing/samples';
import { channels } from './events';
import { Realtime } from './realtime';

const channel = channels.session(sessionId);

describe('Realtime', () => {
  let bridges: FakeBridge[];
  let token: () => Promise<string>;
  let realtime: Realtime;

  beforeEach(() => {
    vi.useFakeTimers();
    bridges = [];
    token = () => Promise.resolve('t1');
    realtime = new Realtime({
      url: '/eventbus',
      token: () => token(),
      random: () => 1,
      open: () => {
        const bridge = new FakeBridge();
        bridges.push(bridge);
        return bridge;
      },
    });
  });

  afterEach(() => {
    realtime.stop();
    vi.useRealTimers();
  });

  async function connect(): Promise<FakeBridge> {
    realtime.start();
    return opened();
  }

  async function opened(): Promise<FakeBridge> {
    await vi.advanceTimersByTimeAsync(0);
    const bridge = bridges.at(-1)!;
    bridge.onopen?.();
    return bridge;
  }

  it('goes through its three states, with the token on every frame', async () => {
    const states: string[] = [realtime.state.get()];
    realtime.state.listen(() => states.push(realtime.state.get()));
    const bridge = await connect();
    expect(bridge.defaultHeaders).toEqual({ authorization: 'Bearer t1' });
    realtime.useToken('t2');
    expect(bridge.defaultHeaders).toEqual({ authorization: 'Bearer t2' });
    realtime.stop();
    expect(states).toEqual(['disconnected', 'connecting', 'connected', 'disconnected']);
    expect(bridge.closed).toBe(true);
  });

  it('brings events to every listener, with one registration', async () => {
    const one = { onEvent: vi.fn(), onSubscribed: vi.fn() };
    const two = { onEvent: vi.fn(), onSubscribed: vi.fn() };
    realtime.subscribe(channel, one);
    const bridge = await connect();
    bridge.confirm(channel);
    const dispose = realtime.subscribe(channel, two);
    await vi.advanceTimersByTimeAsync(0);
    expect(two.onSubscribed).toHaveBeenCalledOnce();
    bridge.event(channel, { event: 'new_message', seq: 1, payload: message(1) });
    expect(one.onEvent.mock.calls[0]?.[0]).toMatchObject({
      event: 'new_message',
      seq: 1,
      payload: { id: 'message-1' },
    });
    dispose();
    bridge.event(channel, { event: 'new_message', seq: 2, payload: message(2) });
    expect(one.onEvent).toHaveBeenCalledTimes(2);
    expect(two.onEvent).toHaveBeenCalledTimes(1);
    expect(bridge.handlers.has(channel)).toBe(true);
  });

  it('leaves the channel with its last listener', async () => {
    const bridge = await connect();
    const dispose = realtime.subscribe(channel, { onEvent: vi.fn() });
    expect(bridge.handlers.has(channel)).toBe(true);
    dispose();
    expect(bridge.handlers.has(channel)).toBe(false);
  });

  it('registers everything again on a new connection, with a fresh token', async () => {
    const onSubscribed = vi.fn();
    realtime.subscribe(channel, { onEvent: vi.fn(), onSubscribed });
    const first = await connect();
    first.confirm(channel);
    token = () => Promise.resolve('t2');
    first.onclose?.();
    expect(realtime.state.get()).toBe('connecting');
    await vi.advanceTimersByTimeAsync(500);
    const second = await opened();
    expect(second).not.toBe(first);
    expect(second.defaultHeaders).toEqual({ authorization: 'Bearer t2' });
    second.confirm(channel);
    expect(onSubscribed).toHaveBeenCalledTimes(2);
  });

  it('says what it has when it comes back, and where the rest begins', async () => {
    const onSubscribed = vi.fn();
    const onEvent = vi.fn();
    realtime.subscribe(channel, { onEvent, onSubscribed });
    const first = await connect();
    expect(first.headers.get(channel)).toEqual({});
    first.confirm(channel, { seq: 4 });
    first.event(channel, { event: 'new_message', seq: 5, payload: message(5) });
    first.onclose?.();
    await vi.advanceTimersByTimeAsync(500);

    const second = await opened();
    expect(second.headers.get(channel)).toEqual({ since: '5' });
    second.confirm(channel, { seq: 7, recovered: true, since: 5 });
    expect(onSubscribed).toHaveBeenLastCalledWith(5);
    second.event(channel, { event: 'new_message', seq: 6, payload: message(6) });
    second.onclose?.();
    await vi.advanceTimersByTimeAsync(500);

    const third = await opened();
    expect(third.headers.get(channel)).toEqual({ since: '6' });
    third.confirm(channel, { seq: 90, recovered: false, since: 6 });
    expect(onSubscribed).toHaveBeenLastCalledWith(90);
  });

  it('registers again when a part of the server was away', async () => {
    const onEnded = vi.fn();
    realtime.subscribe(channel, { onEvent: vi.fn(), onEnded });
    const bridge = await connect();
    bridge.confirm(channel, { seq: 4 });
    bridge.receive({ type: 'event', event: 'unsubscribed', channel, code: 'unavailable' });
    expect(bridge.handlers.has(channel)).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(bridge.headers.get(channel)).toEqual({ since: '4' });
    expect(bridge.handlers.has(channel)).toBe(true);
    expect(onEnded).not.toHaveBeenCalled();
  });

  it('waits longer after each failure, and not at all when hurried', async () => {
    realtime.start();
    await vi.advanceTimersByTimeAsync(0);
    bridges[0]!.onclose?.();
    await vi.advanceTimersByTimeAsync(500);
    bridges[1]!.onclose?.();
    await vi.advanceTimersByTimeAsync(999);
    expect(bridges).toHaveLength(2);
    realtime.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(bridges).toHaveLength(3);
  });

  it('comes back when the stopping server said', async () => {
    const bridge = await connect();
    bridge.receive({ type: 'event', event: 'reconnect', message: { afterMs: 3000, comeBack: true } });
    bridge.onclose?.();
    await vi.advanceTimersByTimeAsync(2999);
    expect(bridges).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(bridges).toHaveLength(2);
  });

  it('tells of a refused and of an ended subscription, and tries neither again', async () => {
    const refused = vi.fn();
    const ended = vi.fn();
    const bridge = await connect();
    realtime.subscribe('chat_session_other', { onEvent: vi.fn(), onEnded: refused });
    realtime.subscribe(channel, { onEvent: vi.fn(), onEnded: ended });
    bridge.receive({ type: 'err', address: 'chat_session_other', failureCode: 40402, message: 'no such session' });
    expect(refused.mock.calls[0]?.[0]).toMatchObject({ status: 404, detail: 'no such session' });
    bridge.receive({ type: 'event', event: 'unsubscribed', channel, code: 'session_not_found' });
    expect(ended.mock.calls[0]?.[0]).toMatchObject({ code: 'session_not_found' });
    bridge.onclose?.();
    await vi.advanceTimersByTimeAsync(500);
    expect((await opened()).handlers.size).toBe(0);
  });

  it('lets everybody read what is missing after a lag', async () => {
    const onSubscribed = vi.fn();
    realtime.subscribe(channel, { onEvent: vi.fn(), onSubscribed });
    const bridge = await connect();
    bridge.confirm(channel);
    bridge.receive({ type: 'event', event: 'lagged', message: {} });
    expect(onSubscribed).toHaveBeenCalledTimes(2);
  });

  it('gives replies and refusals to the caller', async () => {
    const bridge = await connect();
    const presence = realtime.request('chat.presence', { sessionId });
    bridge.calls[0]!.callback?.(null, { type: 'rec', body: { items: [] } });
    expect(await presence).toEqual({ items: [] });
    const typing = realtime.request('chat.typing', { sessionId });
    bridge.calls[1]!.callback?.({ failureCode: 42901, message: 'too fast' });
    await expect(typing).rejects.toMatchObject({ status: 429, detail: 'too fast' });
  });

  it('refuses calls without a connection, and gives up when no reply comes', async () => {
    await expect(realtime.request('chat.typing', {})).rejects.toBeInstanceOf(ProblemError);
    await connect();
    const call = realtime.request('chat.typing', {});
    const refusal = expect(call).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(15_000);
    await refusal;
  });

  it('replaces a connection that answers no pings', async () => {
    const bridge = await connect();
    bridge.receive({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(17_000);
    bridge.receive({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(12_000);
    expect(bridge.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(bridge.closed).toBe(true);
    expect(bridges).toHaveLength(2);
  });

  it('stays away when nobody is logged in', async () => {
    token = () => Promise.reject(new ProblemError(401, 'unauthenticated', 'log in'));
    realtime.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bridges).toHaveLength(0);
  });
});
