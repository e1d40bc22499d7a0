import { asProblem, ProblemError, problemOf } from './problem';
import type { Tokens } from './tokens';

export interface RequestOptions {
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** How to read an answer that is not JSON. */
  read?: (response: Response) => Promise<unknown>;
}

/** Sends one request and reads its JSON. Rejects with a `ProblemError`; an empty answer resolves with undefined. */
export async function send<T>(method: string, path: string, options: RequestOptions = {}, token?: string): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (token !== undefined) {
    headers['authorization'] = `Bearer ${token}`;
  }
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  let response: Response;
  try {
    response = await fetch(path + queryOf(options.query), {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'omit',
    });
  } catch (error) {
    throw asProblem(error);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  if (response.status === 204) {
    return undefined as T;
  }
  try {
    return (await (options.read?.(response) ?? response.json())) as T;
  } catch {
    throw new ProblemError(0, 'bad_answer', 'The server gave an answer that could not be read.');
  }
}

/** Sends a request as the logged-in user, once more with a new token when the server no longer takes the one at hand. */
export async function sendAs<T>(tokens: Tokens, method: string, path: string, options?: RequestOptions): Promise<T> {
  const token = await tokens.get();
  try {
    return await send<T>(method, path, options, token);
  } catch (error) {
    // A wrong password is no better with another token.
    if (error instanceof ProblemError && error.status === 401 && error.code !== 'invalid_credentials') {
      return send<T>(method, path, options, await tokens.replace(token));
    }
    throw error;
  }
}

function queryOf(query: RequestOptions['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
