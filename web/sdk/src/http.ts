import type { Auth } from './auth.js';
import { aborted, asChatError, ChatError, errorOfResponse, offline } from './error.js';
import type { Operations } from './generated/api.js';

/** The part of `fetch` that is used, so that another one may be passed in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a call takes beside its name. */
export type Given<K extends keyof Operations> = Omit<Operations[K], 'answer'> & { signal?: AbortSignal };

/** Makes a call of the OpenAPI document under its name, such as `GET /chat/sessions`. Rejects with a `ChatError`. */
export type Call = <K extends keyof Operations>(operation: K, given: Given<K>) => Promise<Operations[K]['answer']>;

export interface Http {
  call: Call;
  /** The same for an answer that comes in pieces, which may take as long as they like. */
  open(operation: keyof Operations, given: Parts): Promise<Response>;
}

interface Parts {
  path?: object;
  query?: object;
  body?: unknown;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 20_000;

/** Calls as whoever `auth` says; without it as nobody. */
export function createHttp(url: string, fetch: Fetch, auth?: Auth): Http {
  async function send(operation: string, given: Parts, accept: string, token?: string): Promise<Response> {
    const [method, path] = operation.split(' ') as [string, string];
    const { path: names = {}, query = {}, body, signal } = given;
    // React Native's URLSearchParams can't be written.
    const search = Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      .join('&');
    const where = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String((names as Record<string, unknown>)[name])),
    );
    const init: RequestInit = {
      method,
      headers: {
        accept,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      credentials: 'omit',
    };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
    }
    if (signal !== undefined) {
      init.signal = signal;
    }
    let response: Response;
    try {
      response = await fetch(`${url}${where}${search && `?${search}`}`, init);
    } catch {
      throw signal?.aborted ? aborted() : offline();
    }
    if (!response.ok) {
      throw await errorOfResponse(response);
    }
    return response;
  }

  /** Once more with a new token when the server does not take the one at hand. */
  async function open(operation: string, given: Parts, accept: string): Promise<Response> {
    if (auth === undefined) {
      return send(operation, given, accept);
    }
    const token = await auth.token();
    try {
      return await send(operation, given, accept, token);
    } catch (error) {
      // A wrong password is no better with another token.
      if (error instanceof ChatError && error.status === 401 && error.code !== 'invalid_credentials') {
        return send(operation, given, accept, await auth.token(token));
      }
      throw error;
    }
  }

  return {
    open: (operation, given) => open(operation, given, 'text/event-stream'),
    async call(operation, given) {
      const giving = new AbortController();
      const giveUp = () => giving.abort();
      const timer = setTimeout(giveUp, TIMEOUT_MS);
      given.signal?.addEventListener('abort', giveUp);
      try {
        if (given.signal?.aborted) {
          throw aborted();
        }
        const response = await open(operation, { ...given, signal: giving.signal }, 'application/json');
        const text = await response.text();
        // undefined is the answer of calls that have none
        return (text === '' ? undefined : JSON.parse(text)) as never;
      } catch (error) {
        if (giving.signal.aborted) {
          throw given.signal?.aborted ? aborted() : new ChatError('timeout', 'The server did not answer in time.');
        }
        throw error instanceof SyntaxError
          ? new ChatError('bad_answer', 'The server gave an answer that could not be read.')
          : asChatError(error);
      } finally {
        clearTimeout(timer);
        given.signal?.removeEventListener('abort', giveUp);
      }
    },
  };
}
