import { ODD_CODES, type ErrorCode } from './generated/errors.js';

/**
 * What goes wrong on this side: no answer (`offline`), given up by the caller (`aborted`), nothing that can be read
 * (`bad_answer`), nobody signed in (`signed_out`), a place to keep things that is full or forbidden (`storage_failed`).
 */
export type ClientCode = 'offline' | 'aborted' | 'bad_answer' | 'signed_out' | 'storage_failed';

/** The one error of this library. `message` is a sentence for a person; programs look at `code`. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  constructor(
    /** A stable name; servers of later versions may know more of them. */
    readonly code: ErrorCode | ClientCode | (string & {}),
    message: string,
    /** The HTTP status; 0 when there was no answer. */
    readonly status = 0,
    /** In how many milliseconds to come back, if the server said so. */
    readonly retryAfterMs?: number,
    /** The request's name in the server's log. */
    readonly requestId?: string,
  ) {
    super(message);
  }

  /** Whether the same request may succeed later without a change. */
  get retryable(): boolean {
    return this.status === 0
      ? this.code === 'offline' || this.code === 'timeout'
      : (ODD_CODES[this.code] ?? (this.status === 429 || this.status >= 502));
  }
}

export const offline = () => new ChatError('offline', 'The server could not be reached.');
export const aborted = () => new ChatError('aborted', 'This was given up.');
export const signedOut = () => new ChatError('signed_out', 'Nobody is signed in.', 401);

/** The error behind anything that was thrown on the way to the server and back. */
export function asChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : offline();
}

/** An `err` frame: its number is the HTTP status times 100, plus one of its own. */
export function errorOfFrame(frame: Record<string, unknown>): ChatError {
  const { code, failureCode, message, retryAfterMs } = frame;
  return new ChatError(
    textOr(code, 'internal'),
    textOr(message, 'The server refused this.'),
    Math.floor(Number(failureCode) / 100) || 400,
    typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  );
}

/** Reads a problem document (RFC 9457); something else, such as a proxy's page, becomes a plain sentence. */
export async function errorOfResponse(response: Response): Promise<ChatError> {
  const { status } = response;
  const document: unknown = await response.json().catch(() => undefined);
  const { code, detail, title, instance } = (document ?? {}) as Record<string, unknown>;
  const after = parseInt(response.headers.get('retry-after') ?? '', 10);
  return new ChatError(
    textOr(code, `http_${status}`),
    textOr(detail, textOr(title, `The server answered with status ${status}.`)),
    status,
    after >= 0 ? after * 1000 : undefined,
    textOr(instance, '') || undefined,
  );
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' && value !== '' ? value : other;
}
