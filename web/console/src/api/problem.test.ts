import { describe, expect, it } from 'vitest';
import { asProblem, ProblemError, problemOf, problemOfFailure } from './problem';

describe('problemOf', () => {
  it('reads a problem document', async () => {
    const body = {
      type: 'urn:cogo:error:rate_limited',
      status: 429,
      detail: 'at most 100 messages',
      code: 'rate_limited',
    };
    const response = new Response(JSON.stringify(body), { status: 429, headers: { 'retry-after': '7' } });
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 429, code: 'rate_limited', detail: 'at most 100 messages', retryAfter: 7 });
    expect(problem.retryable).toBe(true);
  });

  it('makes a sentence for a page that is no problem document', async () => {
    const problem = await problemOf(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(problem).toMatchObject({ status: 502, code: 'http_502', retryAfter: undefined });
    expect(problem.detail).toBe('The server is away right now.');
  });

  it('does not take other types for words', async () => {
    const problem = await problemOf(new Response('{"detail": 4, "title": "Too bad", "code": null}', { status: 400 }));
    expect(problem).toMatchObject({ code: 'http_400', detail: 'Too bad' });
    expect(problem.retryable).toBe(false);
  });
});

describe('asProblem', () => {
  it('keeps a problem', () => {
    const problem = new ProblemError(404, 'session_not_found', 'there is no such session');
    expect(asProblem(problem)).toBe(problem);
  });

  it('tells a missing server from an aborted request', () => {
    expect(asProblem(new TypeError('Failed to fetch')).code).toBe('offline');
    expect(asProblem(new DOMException('aborted', 'AbortError')).code).toBe('aborted');
  });
});

it('takes the status out of a failure code', () => {
  expect(problemOfFailure({ failureCode: 40402, message: 'no such session' })).toMatchObject({
    status: 404,
    detail: 'no such session',
  });
});
