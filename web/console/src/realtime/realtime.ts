import { asProblem, ProblemError, problemOfFailure } from '../api/problem';
import { Store } from '../state/store';
import type { Bridge, Failure } from './bridge';
import { isChannelEvent, type ChannelEvent } from './events';

export type ConnectionState = 'disconnected' | 'connecting' | 'connected';

export interface ChannelListener {
  onEvent(event: ChannelEvent): void;
  /**
   * From now on nothing is missed; called again after each reconnect. What happened up to `seq`, the position from which events
   * come, must be read; if the server did not say it, everything that is not here yet. After a reconnect `seq` is where the
   * listener was, when the server can give what it missed.
   */
  onSubscribed?(seq?: number): void;
  /** The server refused or ended the subscription; it is not tried again. */
  onEnded?(problem: ProblemError): void;
}

export interface RealtimeOptions {
  url: string;
  token: () => Promise<string>;
  open: (url: string) => Bridge;
  random?: () => number;
}

/** The server could not go on, though nothing is wrong with the subscription. */
const RETRYABLE = new Set(['unavailable', 'overloaded', 'timeout']);
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 10_000;
/** After the server said not to come back: its reason may be gone by then. */
const RETRY_UNWANTED_MS = 60_000;
/** A subscription that ended because a part of the server was away. */
const REGISTER_AGAIN_MS = 1_000;
const REPLY_TIMEOUT_MS = 15_000;
/** The client pings every 5 s. This many looks without a pong, and the connection is dead without knowing it. */
const SILENCE_LOOKS = 3;
const SILENCE_LOOK_MS = 6_000;

/**
 * Channels and calls over one connection that comes back by itself. The bridge client forgets its handlers when a connection ends,
 * so each connection is a new client and all channels are registered again.
 */
export class Realtime {
  readonly state = new Store<ConnectionState>('disconnected');
  /** Who listens to what; one registration for a channel, however many listeners. */
  private readonly listeners = new Map<string, Set<ChannelListener>>();
  private bridge: Bridge | undefined;
  private headers: Record<string, string> = {};
  private wanted = false;
  private attempts = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setInterval> | undefined;
  private silence = 0;
  private retryHint: number | undefined;

  constructor(private readonly options: RealtimeOptions) {}

  start(): void {
    this.wanted = true;
    this.connect();
  }

  /** Closes the connection for good; subscriptions stay and take effect with the next `start`. */
  stop(): void {
    this.wanted = false;
    clearTimeout(this.retryTimer);
    const bridge = this.bridge;
    this.lose();
    bridge?.close();
    this.state.set('disconnected');
  }

  /** Tries now instead of after the pause, because the network came back or the page became visible. */
  hurry(): void {
    if (this.wanted && this.bridge === undefined) {
      this.attempts = 0;
      this.connect();
    }
  }

  /** Frames carry this token from now on. */
  useToken(token: string): void {
    this.headers = { authorization: `Bearer ${token}` };
    if (this.bridge !== undefined) {
      this.bridge.defaultHeaders = this.headers;
    }
  }

  /** Listens to a channel, over every connection to come. Returns the disposer. */
  subscribe(channel: string, listener: ChannelListener): () => void {
    const known = this.listeners.get(channel);
    if (known !== undefined) {
      known.add(listener);
      if (this.active.has(channel)) {
        const seq = this.active.get(channel);
        queueMicrotask(() => known.has(listener) && listener.onSubscribed?.(seq));
      }
    } else {
      this.listeners.set(channel, new Set([listener]));
      this.register(channel);
    }
    return () => this.unsubscribe(channel, listener);
  }

  /** Calls an inbound address and waits for its reply. Rejects with a `ProblemError`. */
  request<T>(address: string, body: unknown): Promise<T> {
    const bridge = this.bridge;
    if (bridge === undefined || this.state.get() !== 'connected') {
      return Promise.reject(new ProblemError(0, 'offline', 'There is no connection to the server.'));
    }
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new ProblemError(0, 'timeout', 'The server did not answer.')),
        REPLY_TIMEOUT_MS,
      );
      bridge.send(address, body, (failure, frame) => {
        clearTimeout(timer);
        if (failure !== null) {
          reject(problemOfFailure(failure));
        } else {
          resolve(frame?.['body'] as T);
        }
      });
    });
  }

  /** Channels that the server has confirmed on this connection, with the last seq that was said or seen there. */
  private readonly active = new Map<string, number | undefined>();
  /** The last seq of a channel that has been listened to ever since, over all connections. */
  private readonly last = new Map<string, number>();
  /** The callback that stands for a channel on this connection. */
  private readonly registered = new Map<string, (failure: Failure | null, frame?: Record<string, unknown>) => void>();

  private connect(): void {
    clearTimeout(this.retryTimer);
    this.state.set('connecting');
    // A token first: one that has expired would only be refused on the new connection.
    this.options.token().then(
      (token) => {
        if (this.wanted && this.bridge === undefined) {
          this.useToken(token);
          this.openConnection();
        }
      },
      (error: unknown) => {
        if (this.wanted && asProblem(error).status !== 401) {
          this.retry();
        }
      },
    );
  }

  private openConnection(): void {
    const bridge = this.options.open(this.options.url);
    this.bridge = bridge;
    bridge.defaultHeaders = this.headers;
    bridge.onerror = () => undefined;
    bridge.onunhandled = (frame) => this.onNotice(frame);
    bridge.onopen = () => {
      if (this.bridge === bridge) {
        this.attempts = 0;
        this.state.set('connected');
        for (const channel of this.listeners.keys()) {
          this.register(channel);
        }
      }
    };
    bridge.onclose = () => {
      if (this.bridge === bridge) {
        this.lose();
        this.retry();
      }
    };
  }

  /** Forgets the connection, whatever it still says. */
  private lose(): void {
    this.bridge = undefined;
    this.active.clear();
    this.registered.clear();
    clearInterval(this.silenceTimer);
    this.silenceTimer = undefined;
  }

  private retry(): void {
    if (!this.wanted) {
      return;
    }
    this.state.set('connecting');
    const pause = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** this.attempts);
    // All clients of a node that went away come back at once: spread them.
    const spread = pause * (0.5 + (this.options.random ?? Math.random)() / 2);
    this.attempts = Math.min(this.attempts + 1, 10);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), this.retryHint ?? spread);
    this.retryHint = undefined;
  }

  private register(channel: string): void {
    if (this.bridge === undefined || this.state.get() !== 'connected' || this.registered.has(channel)) {
      return;
    }
    const callback = (failure: Failure | null, frame?: Record<string, unknown>) => {
      if (failure !== null) {
        this.end(channel, problemOfFailure(failure));
      } else if (isChannelEvent(frame?.['body'])) {
        const event = frame['body'];
        if ('seq' in event && event.seq !== undefined && this.active.has(channel)) {
          this.active.set(channel, event.seq);
          this.last.set(channel, event.seq);
        }
        this.each(channel, (listener) => listener.onEvent(event));
      } else if (frame !== undefined) {
        this.onNotice(frame);
      }
    };
    this.registered.set(channel, callback);
    const since = this.last.get(channel);
    this.bridge.registerHandler(channel, since === undefined ? {} : { since: String(since) }, callback);
  }

  private unsubscribe(channel: string, listener: ChannelListener): void {
    const known = this.listeners.get(channel);
    if (known?.delete(listener) && known.size === 0) {
      this.listeners.delete(channel);
      this.last.delete(channel);
      this.unregister(channel);
    }
  }

  private unregister(channel: string): void {
    this.active.delete(channel);
    const callback = this.registered.get(channel);
    if (callback !== undefined) {
      this.registered.delete(channel);
      this.bridge?.unregisterHandler(channel, callback);
    }
  }

  private end(channel: string, problem: ProblemError): void {
    const listeners = [...(this.listeners.get(channel) ?? [])];
    this.listeners.delete(channel);
    this.last.delete(channel);
    this.unregister(channel);
    listeners.forEach((listener) => listener.onEnded?.(problem));
  }

  private onNotice(frame: Record<string, unknown>): void {
    const channel = typeof frame['channel'] === 'string' ? frame['channel'] : '';
    if (frame['type'] === 'pong') {
      this.expectPong();
    } else if (frame['event'] === 'subscribed') {
      const told = (frame['message'] ?? {}) as { seq?: number; recovered?: boolean; since?: number };
      // Recovered: what was missed comes as events, from there on. Else the position, and the rest is to be read.
      const seq = told.recovered === true ? told.since : told.seq;
      this.active.set(channel, seq);
      if (seq !== undefined) {
        this.last.set(channel, seq);
      }
      this.each(channel, (listener) => listener.onSubscribed?.(seq));
    } else if (frame['event'] === 'unsubscribed') {
      const code = typeof frame['code'] === 'string' ? frame['code'] : 'unsubscribed';
      if (RETRYABLE.has(code)) {
        this.unregister(channel);
        setTimeout(() => this.listeners.has(channel) && this.register(channel), REGISTER_AGAIN_MS);
        return;
      }
      this.end(channel, new ProblemError(403, code, 'You no longer have access to this.'));
    } else if (frame['event'] === 'lagged') {
      // Events were left out: everybody reads what is missing, as after a reconnect.
      for (const name of this.active.keys()) {
        this.active.set(name, undefined);
        this.each(name, (listener) => listener.onSubscribed?.());
      }
    } else if (frame['event'] === 'reconnect' || frame['event'] === 'closing') {
      const { afterMs, comeBack } = (frame['message'] ?? {}) as { afterMs?: number; comeBack?: boolean };
      this.retryHint = comeBack === false ? RETRY_UNWANTED_MS : afterMs;
    }
  }

  /** Counts looks and not time: browsers slow the timers of hidden pages down, pings and looks alike. */
  private expectPong(): void {
    this.silence = 0;
    this.silenceTimer ??= setInterval(() => {
      this.silence += 1;
      if (this.silence >= SILENCE_LOOKS) {
        const bridge = this.bridge;
        this.lose();
        bridge?.close();
        this.retry();
      }
    }, SILENCE_LOOK_MS);
  }

  private each(channel: string, tell: (listener: ChannelListener) => void): void {
    [...(this.listeners.get(channel) ?? [])].forEach(tell);
  }
}
