import { expect, it } from 'vitest';
import { tokenAuth } from './auth.js';
import { createHttp, type Fetch } from './http.js';

const url = 'http://server';
const answering = (answer: (url: string, init: RequestInit) => Response): Fetch => {
  return async (address, init) => answer(address, init);
};
const problem = (status: number, code: string) => new Response(JSON.stringify({ code, detail: code }), { status });
const tokenOf = ({ headers }: RequestInit) => (headers as Record<string, string>)['authorization'];

/** As whoever has tokens that are counted. */
function signedIn(fetch: Fetch) {
  let made = 0;
  const auth = tokenAuth(() => `token-${++made}`)({ url, call: createHttp(url, fetch).call });
  return createHttp(url, fetch, auth);
}

it('what is between may answer anything', async () => {
  const page = createHttp(
    url,
    answering(() => new Response('<html>Sign in to the network</html>')),
  );
  await expect(page.call('GET /auth/me', {})).rejects.toMatchObject({ code: 'bad_answer' });
  const empty = createHttp(
    url,
    answering(() => new Response(null, { status: 204 })),
  );
  expect(await empty.call('GET /auth/me', {})).toBeUndefined();
  const away = createHttp(url, () => Promise.reject(new TypeError('fetch failed')));
  await expect(away.call('GET /auth/me', {})).rejects.toMatchObject({ code: 'offline', retryable: true });
});

it('names and queries reach the server as they are meant', async () => {
  let seen: string | undefined;
  const { call } = createHttp(
    url,
    answering((address, { method }) => {
      seen = `${method} ${address}`;
      return new Response('{}');
    }),
  );
  const path = { sessionId: 'a/b', messageId: 'c', emoji: '👍🏽' };
  await call('PUT /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}', { path });
  expect(seen).toBe(`PUT ${url}/chat/session/a%2Fb/message/c/reaction/%F0%9F%91%8D%F0%9F%8F%BD`);
  await call('GET /chat/people', { query: { q: 'a & b', limit: undefined } });
  expect(seen).toBe(`GET ${url}/chat/people?q=a%20%26%20b`);
});

it('a refused token is replaced once, a wrong password is not tried with another', async () => {
  const tokens: (string | undefined)[] = [];
  const { call } = signedIn(
    answering((_, init) => {
      tokens.push(tokenOf(init));
      return tokenOf(init) === 'Bearer token-2' ? new Response('{"id":"me"}') : problem(401, 'invalid_token');
    }),
  );
  expect(await call('GET /auth/me', {})).toEqual({ id: 'me' });
  expect(tokens).toEqual(['Bearer token-1', 'Bearer token-2']);
  let asked = 0;
  const refusing = (code: string) =>
    signedIn(
      answering(() => {
        asked++;
        return problem(401, code);
      }),
    );
  await expect(refusing('invalid_token').call('GET /auth/me', {})).rejects.toMatchObject({ code: 'invalid_token' });
  expect(asked).toBe(2);
  const body = { currentPassword: 'one', newPassword: 'another' };
  const wrong = refusing('invalid_credentials').call('POST /auth/password', { body });
  await expect(wrong).rejects.toMatchObject({ code: 'invalid_credentials' });
  expect(asked).toBe(3);
});

it('what is given up ends, before it began and under way', async () => {
  const giving = new AbortController();
  const hanging: Fetch = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal!.addEventListener('abort', () => reject(signal!.reason));
      giving.abort();
    });
  const { call } = createHttp(url, hanging);
  await expect(call('GET /auth/me', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  await expect(call('GET /auth/me', { signal: giving.signal })).rejects.toMatchObject({ code: 'aborted' });
});
