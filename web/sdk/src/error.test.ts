import { expect, it } from 'vitest';
import { asChatError, ChatError, errorOfFrame, errorOfResponse } from './error.js';

const of = (body: BodyInit | null, status: number, headers?: HeadersInit) =>
  errorOfResponse(new Response(body, { status, headers }));

it('what a server refuses is told with its code, its sentence, its pause and the name of the request', async () => {
  const problem = { code: 'slow_mode', detail: 'Wait a moment.', title: 'Slow', instance: '/requests/7' };
  const error = await of(JSON.stringify(problem), 429, { 'retry-after': '3' });
  expect(error).toMatchObject({ code: 'slow_mode', message: 'Wait a moment.', status: 429, retryAfterMs: 3_000 });
  expect([error.requestId, error.retryable]).toEqual(['/requests/7', true]);
  expect(await of('{"title":"Gone"}', 410)).toMatchObject({ code: 'http_410', message: 'Gone', retryable: false });
});

it('a proxy’s page is a sentence with a status, and no reason to stop', async () => {
  const error = await of('<html>Bad gateway</html>', 502, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' });
  expect(error).toMatchObject({ code: 'http_502', status: 502, retryable: true, retryAfterMs: undefined });
  expect(error.message).toContain('502');
  expect(await of(null, 404)).toMatchObject({ code: 'http_404', retryable: false });
  expect(await of('[1]', 500)).toMatchObject({ code: 'http_500', retryable: false });
});

it('frames say the same with less', () => {
  const frame = { failureCode: 42901, code: 'rate_limited', message: 'Slower.', retryAfterMs: 250 };
  expect(errorOfFrame(frame)).toMatchObject({ code: 'rate_limited', status: 429, retryAfterMs: 250, retryable: true });
  expect(errorOfFrame({ retryAfterMs: 'soon' })).toMatchObject({ code: 'internal', status: 400, retryable: false });
});

it('some codes know better than their status whether the same may succeed later', () => {
  expect(new ChatError('too_many_channels', '', 429).retryable).toBe(false);
  expect(new ChatError('export_not_ready', '', 409).retryable).toBe(true);
  expect(['offline', 'timeout', 'aborted'].map((code) => new ChatError(code, '').retryable)).toEqual([
    true,
    true,
    false,
  ]);
  expect(asChatError(new TypeError('fetch failed'))).toMatchObject({ code: 'offline' });
});
