// Longer than others: a connection is one state machine over login, channels, calls and coming back, and its order matters.
import type { Auth } from './auth.js';
import { asChatError, ChatError, errorOfFrame, offline, type ClientCode } from './error.js';
import type { BridgeCalls, ChannelEvent, KnownEvent } from './generated/api.js';
import type { ErrorCode } from './generated/errors.js';
import type { Fetch } from './http.js';
import { store, type Dispose, type Readable } from './store.js';
import { openWebSocket, type Transport, type TransportEvents, type WebSocketClass } from './transport.js';

/** Why a connection ended or could not be made: a name of the server's close codes, an error's code, or one of ours. */
export type Reason =
  | 'stopped'
  | 'signed_out'
  | 'cut'
  | 'shutting_down'
  | 'token_expired'
  | 'lagging'
  | 'idle'
  | 'overloaded'
  | 'login_timeout'
  | 'flooding'
  | 'bad_frame'
  | 'login_ended'
  | 'too_many_sockets'
  | ErrorCode
  | ClientCode
  | (string & {});

export interface ConnectionState {
  /** `disconnected`: nobody tries. `connecting`: somebody tries, or waits until `retryAt`. `connected`: logged in and listening. */
  readonly status: 'disconnected' | 'connecting' | 'connected';
  /** Why it is not connected; left out at the first attempt. */
  readonly reason?: Reason;
  /** When the next attempt is made, by this machine's clock. */
  readonly retryAt?: number;
  readonly transport?: Transport['name'];
}

/** Who listens to a channel. */
export interface ChannelListener {
  onEvent(event: KnownEvent | ChannelEvent): void;
  /**
   * From now on nothing is missed. `recovered`: what follows after `since` comes as events, up to `seq` and then live; else what
   * happened up to `seq` is to be read.
   */
  onSubscribed?(at: { seq: number; recovered: boolean; since: number }): void;
  /** The connection is lost, or the server could not go on; it is tried again. */
  onInterrupted?(): void;
  /** The server refused or ended the subscription; it is not tried again. */
  onEnded?(error: ChatError): void;
}

export interface Connection {
  readonly state: Readable<ConnectionState>;
  start(): void;
  /** Closes the connection; subscriptions stay and take effect with the next `start`. */
  stop(reason: Reason): void;
  /** Looks now whether the connection is alive, or tries now instead of after the pause. */
  wake(): void;
  /** Listens to a channel over every connection to come, from after `since` where it is given. */
  listen(channel: string, listener: ChannelListener, since?: number): Dispose;
  /** Begins the subscription anew, from now. */
  relisten(channel: string): void;
  call<K extends keyof BridgeCalls>(address: K, body: BridgeCalls[K]['body']): Promise<BridgeCalls[K]['answer']>;
}

export interface ConnectionOptions {
  url: string;
  auth: Auth;
  fetch: Fetch;
  /** Makes sure that it is known who is signed in; what it fails with is treated like a token that can't be had. */
  ready(): Promise<void>;
  /** Without it SockJS is used from the start. */
  WebSocket: WebSocketClass | undefined;
  /** Whether SockJS may be used where a WebSocket does not pass. */
  sockjs: boolean;
}

interface Channel {
  listeners: Set<ChannelListener>;
  /** The seq of the last event that was handed on; undefined until the server has said where the channel stands. */
  last: number | undefined;
  /** Whether the server was asked on this connection; `live` when it has agreed. */
  state: 'off' | 'asked' | 'live';
  retry?: ReturnType<typeof setTimeout>;
}

interface Waiting {
  resolve(body: never): void;
  reject(error: ChatError): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Its subscription is what a connection logs in with. */
const LOGIN_CHANNEL = 'system_announcements';
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 30_000;
/** After the server said not to come back: its reason may be gone by then. */
const RETRY_UNWANTED_MS = 60_000;
const REGISTER_AGAIN_MS = 1_000;
const OPEN_TIMEOUT_MS = 10_000;
const CALL_TIMEOUT_MS = 10_000;
/** The server lets go of who is silent for 90 s, and browsers slow the timers of hidden pages down to one a minute. */
const PING_MS = 15_000;
const PROBE_MS = 5_000;
/** So many attempts without a WebSocket in a row, and SockJS is tried. */
const MOST_UNOPENED = 2;

export function createConnection(options: ConnectionOptions): Connection {
  const { url, auth, fetch, WebSocket } = options;
  const state = store<ConnectionState>({ status: 'disconnected', reason: 'stopped' });
  const channels = new Map<string, Channel>();
  const calls = new Map<string, Waiting>();
  let wanted = false;
  /** A token is being fetched for the next connection. */
  let preparing = false;
  /** The server did not take the token. */
  let refused = false;
  let transport: Transport | undefined;
  let loggedIn = false;
  let token: string | undefined;
  let attempts = 0;
  let unopened = 0;
  let sockJsWorks = false;
  let reason: Reason | undefined;
  let retryAfterMs: number | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let loginTimer: ReturnType<typeof setTimeout> | undefined;
  let pingTimer: ReturnType<typeof setInterval> | undefined;
  let probeTimer: ReturnType<typeof setTimeout> | undefined;
  let heard = true;
  let silence = 0;
  let nextCall = 0;
  /** Counts attempts, so that what comes late belongs to none. */
  let turn = 0;

  async function connect(): Promise<void> {
    clearTimeout(retryTimer);
    const mine = ++turn;
    const old = refused ? token : undefined;
    refused = false;
    preparing = true;
    state.set({ status: 'connecting', reason });
    try {
      // A token first: one that has expired would only be refused on the new connection.
      const fresh = await auth.token(old);
      await options.ready();
      if (mine === turn) {
        token = fresh;
        preparing = false;
        await open(mine);
      }
    } catch (error) {
      if (mine === turn) {
        unopened += preparing ? 0 : 1;
        preparing = false;
        const { status, code } = asChatError(error);
        if (status === 401) {
          stop('signed_out');
        } else {
          lose(code);
        }
      }
    }
  }

  async function open(mine: number): Promise<void> {
    const blocked = sockJsWorks || (unopened > 0 && unopened % (MOST_UNOPENED + 1) === MOST_UNOPENED);
    const useSockJs = WebSocket === undefined || (options.sockjs && blocked);
    let opened = false;
    const failed = (why: Reason) => {
      if (mine === turn) {
        unopened += opened ? 0 : 1;
        sockJsWorks &&= opened;
        lose(why);
      }
    };
    const events: TransportEvents = {
      onOpen() {
        if (mine === turn) {
          opened = true;
          unopened = 0;
          sockJsWorks = useSockJs;
          login();
        }
      },
      onText: (text) => mine === turn && receive(text),
      onClose: () => failed(reason ?? 'cut'),
    };
    clearTimeout(loginTimer);
    loginTimer = setTimeout(() => failed('timeout'), OPEN_TIMEOUT_MS);
    if (!useSockJs) {
      transport = openWebSocket(WebSocket, url, events);
    } else {
      // A server that is away is no reason to load anything, and a browser may remember for good that a module did not come.
      await fetch(`${url}/eventbus/info`, { credentials: 'omit' });
      const { openSockJs } = await import('./sockjs.js');
      if (mine !== turn) {
        return;
      }
      transport = openSockJs(url, fetch, events);
    }
    reason = undefined;
  }

  /** Says whose connection this is, the first time or with a newer token. */
  function login(): void {
    say({ type: 'register', address: LOGIN_CHANNEL, headers: { authorization: `Bearer ${token}` } });
  }

  function onLoggedIn(): void {
    clearTimeout(loginTimer);
    if (loggedIn) {
      return;
    }
    loggedIn = true;
    attempts = 0;
    heard = true;
    silence = 0;
    pingTimer = setInterval(ping, PING_MS);
    state.set({ status: 'connected', transport: transport!.name });
    channels.forEach((_, name) => ask(name));
  }

  /** Counts looks and not time, since the timers of hidden pages are slow, pings and looks alike. */
  function ping(): void {
    silence = heard ? 0 : silence + 1;
    heard = false;
    if (silence >= 2) {
      lose('cut');
    } else {
      say({ type: 'ping' });
    }
  }

  /** Forgets the connection, whatever it still says, and makes another one. */
  function lose(why: Reason): void {
    turn++;
    const old = transport;
    transport = undefined;
    drop();
    old?.close();
    if (wanted) {
      reason = why;
      retry();
    }
  }

  function drop(): void {
    const was = loggedIn;
    loggedIn = false;
    clearTimeout(loginTimer);
    clearTimeout(probeTimer);
    probeTimer = undefined;
    clearInterval(pingTimer);
    calls.forEach(({ reject, timer }) => {
      clearTimeout(timer);
      reject(offline());
    });
    calls.clear();
    channels.forEach((channel) => {
      clearTimeout(channel.retry);
      channel.state = 'off';
      if (was) {
        channel.listeners.forEach((listener) => listener.onInterrupted?.());
      }
    });
  }

  function retry(): void {
    // All clients of a node that went away come back at once: spread them.
    const pause = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** attempts) * (0.5 + Math.random() / 2);
    const afterMs = retryAfterMs ?? pause;
    retryAfterMs = undefined;
    attempts = Math.min(attempts + 1, 10);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), afterMs);
    state.set({ status: 'connecting', reason, retryAt: Date.now() + afterMs });
  }

  function stop(why: Reason): void {
    wanted = false;
    turn++;
    preparing = false;
    clearTimeout(retryTimer);
    const old = transport;
    transport = undefined;
    drop();
    old?.close();
    token = undefined;
    reason = undefined;
    attempts = 0;
    state.set({ status: 'disconnected', reason: why });
  }

  function say(frame: object): void {
    transport?.send(JSON.stringify(frame));
  }

  function ask(name: string): void {
    const channel = channels.get(name);
    if (!loggedIn || channel === undefined) {
      return;
    }
    clearTimeout(channel.retry);
    if (name === LOGIN_CHANNEL) {
      channel.state = 'live';
    } else {
      channel.state = 'asked';
      const { last } = channel;
      say({ type: 'register', address: name, ...(last !== undefined && { headers: { since: last } }) });
    }
  }

  function receive(text: string): void {
    heard = true;
    clearTimeout(probeTimer);
    probeTimer = undefined;
    let frame: Record<string, unknown>;
    try {
      frame = JSON.parse(text) as Record<string, unknown>;
    } catch {
      return;
    }
    const address = typeof frame['address'] === 'string' ? frame['address'] : '';
    if (frame['type'] === 'rec') {
      const call = calls.get(address);
      if (call !== undefined) {
        calls.delete(address);
        clearTimeout(call.timer);
        call.resolve(frame['body'] as never);
      } else if (isEvent(frame['body'])) {
        onEvent(address, frame['body']);
      }
    } else if (frame['type'] === 'err') {
      onError(address, errorOfFrame(frame));
    } else if (frame['type'] === 'event') {
      onNotice(frame);
    }
  }

  function onEvent(name: string, event: ChannelEvent): void {
    const channel = channels.get(name);
    if (channel !== undefined && channel.state === 'live') {
      if (typeof event.seq === 'number') {
        channel.last = event.seq;
      }
      [...channel.listeners].forEach((listener) => listener.onEvent(event));
    }
  }

  function onError(address: string, error: ChatError): void {
    const call = calls.get(address);
    if (call !== undefined) {
      calls.delete(address);
      clearTimeout(call.timer);
      call.reject(error);
    } else if (address === LOGIN_CHANNEL || error.status === 401) {
      // Another token, once for each connection; a server that is busy gets its pause.
      reason = error.code;
      refused = error.status === 401;
      retryAfterMs = error.retryAfterMs;
      lose(error.code);
    } else if (channels.has(address)) {
      onRefused(address, error);
    }
  }

  function onRefused(name: string, error: ChatError): void {
    const channel = channels.get(name)!;
    if (error.retryable) {
      channel.state = 'off';
      channel.listeners.forEach((listener) => listener.onInterrupted?.());
      clearTimeout(channel.retry);
      channel.retry = setTimeout(() => ask(name), error.retryAfterMs ?? REGISTER_AGAIN_MS);
    } else {
      channels.delete(name);
      channel.listeners.forEach((listener) => listener.onEnded?.(error));
    }
  }

  function onNotice(frame: Record<string, unknown>): void {
    const name = typeof frame['channel'] === 'string' ? frame['channel'] : '';
    const channel = channels.get(name);
    const details = (frame['message'] ?? {}) as { afterMs?: number; comeBack?: boolean; reason?: string };
    switch (frame['event']) {
      case 'subscribed':
        if (name === LOGIN_CHANNEL) {
          onLoggedIn();
        }
        if (channel !== undefined) {
          onSubscribed(channel, frame);
        }
        break;
      case 'unsubscribed':
        if (channel !== undefined) {
          const code = String(frame['code']);
          const again = code === 'unavailable' || code === 'overloaded' || code === 'timeout';
          onRefused(name, new ChatError(code, 'You no longer have access.', again ? 503 : 403));
        }
        break;
      case 'lagged':
        // Events were left out: everybody goes on from the last one that they have.
        channels.forEach((_, each) => ask(each));
        break;
      case 'reconnect':
      case 'closing':
        reason = details.reason ?? 'cut';
        retryAfterMs = details.comeBack === false ? RETRY_UNWANTED_MS : details.afterMs;
        if (reason === 'login_ended') {
          // Whoever gives the tokens knows whether there is another login.
          refused = true;
          retryAfterMs = undefined;
        }
        break;
    }
  }

  function onSubscribed(channel: Channel, frame: Record<string, unknown>): void {
    const seq = Number(frame['seq'] ?? 0);
    const since = Number(frame['since'] ?? 0);
    const recovered = frame['recovered'] === true;
    channel.state = 'live';
    channel.last = frame['seq'] === undefined ? undefined : recovered ? since : seq;
    channel.listeners.forEach((listener) => listener.onSubscribed?.({ seq, recovered, since }));
  }

  auth.on((event) => {
    if ('token' in event && event.token !== token) {
      if (loggedIn) {
        token = event.token;
        login();
      } else {
        wake();
      }
    }
  });

  function wake(): void {
    if (!wanted) {
      return;
    }
    if (transport === undefined && !preparing) {
      attempts = 0;
      retryAfterMs = undefined;
      void connect();
    } else if (loggedIn && probeTimer === undefined) {
      say({ type: 'ping' });
      probeTimer = setTimeout(() => lose('cut'), PROBE_MS);
    }
  }

  return {
    state,
    start() {
      if (!wanted) {
        wanted = true;
        void connect();
      }
    },
    stop,
    wake,
    listen(name, listener, since) {
      let channel = channels.get(name);
      if (channel === undefined) {
        channel = { listeners: new Set([listener]), last: since, state: 'off' };
        channels.set(name, channel);
        ask(name);
      } else {
        channel.listeners.add(listener);
        if (since !== undefined) {
          channel.last = since;
          ask(name);
        } else if (channel.state === 'live') {
          const { last } = channel;
          queueMicrotask(() => listener.onSubscribed?.({ seq: last ?? 0, recovered: false, since: 0 }));
        }
      }
      const known = channel;
      return () => {
        if (known.listeners.delete(listener) && known.listeners.size === 0 && channels.get(name) === known) {
          channels.delete(name);
          clearTimeout(known.retry);
          if (known.state !== 'off' && name !== LOGIN_CHANNEL) {
            say({ type: 'unregister', address: name });
          }
        }
      };
    },
    relisten(name) {
      const channel = channels.get(name);
      if (channel !== undefined) {
        channel.last = undefined;
        ask(name);
      }
    },
    call(address, body) {
      return new Promise((resolve, reject) => {
        if (!loggedIn) {
          reject(offline());
          return;
        }
        const replyAddress = `r${++nextCall}`;
        const timer = setTimeout(() => {
          calls.delete(replyAddress);
          reject(new ChatError('timeout', 'The server did not answer in time.'));
        }, CALL_TIMEOUT_MS);
        calls.set(replyAddress, { resolve, reject, timer });
        say({ type: 'send', address, replyAddress, body });
      });
    },
  };
}

/** Whether something from the wire is an event, of a known kind or not. */
function isEvent(value: unknown): value is ChannelEvent {
  const { event, payload } = (value ?? {}) as Record<string, unknown>;
  return typeof event === 'string' && payload instanceof Object;
}
