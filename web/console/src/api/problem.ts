/** A refusal by the server (RFC 9457), or a request that never reached it: then `status` is 0 and `code` is `offline`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** The stable name of the error, such as `session_not_found`. */
    readonly code: string,
    /** What happened this time, for a person. */
    readonly detail: string,
    /** In how many seconds to come back, if the server said so. */
    readonly retryAfter?: number,
  ) {
    super(detail);
  }

  /** Whether the same request may succeed later without a change. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

interface ProblemDocument {
  detail?: unknown;
  title?: unknown;
  code?: unknown;
}

/** Reads the problem document of a failed response; something else (a proxy's page) becomes a plain sentence. */
export async function problemOf(response: Response): Promise<ProblemError> {
  let document: ProblemDocument = {};
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null) {
      document = body;
    }
  } catch {
    // no JSON: the status must do
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return new ProblemError(
    response.status,
    text(document.code) ?? `http_${response.status}`,
    text(document.detail) ?? text(document.title) ?? plainly(response.status),
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

/** The problem behind anything that was thrown by a request. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new ProblemError(0, 'aborted', 'The request was given up.');
  }
  // fetch rejects with a TypeError when there was no answer
  return new ProblemError(0, 'offline', 'The server could not be reached.');
}

/** What a reply of the event bus said: its failure code is the HTTP status times 100, plus a number of its own. */
export function problemOfFailure(failure: { failureCode?: number; message?: string }): ProblemError {
  const status = Math.floor((failure.failureCode ?? 0) / 100);
  return new ProblemError(status, `failure_${failure.failureCode ?? 0}`, failure.message ?? 'The server refused this.');
}

function plainly(status: number): string {
  return status >= 502 ? 'The server is away right now.' : `The server answered with status ${status}.`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
