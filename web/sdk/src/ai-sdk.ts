// The chat transport for the AI SDK's `useChat`, an entry point of its own. It takes nothing of the client's other parts when it runs, so
// that neither's pages load the other.
import type { Auth } from './auth.js';
import type { Message } from './generated/api.js';
import type { Fetch } from './http.js';

export interface ChatTransportOptions {
  /** The server's address, such as `https://chat.example.org`. */
  url: string;
  /** Where access tokens come from, such as `chat.auth`. */
  auth: Pick<Auth, 'token'>;
  /** The major version of the package `ai` that the page uses; 7 unless this says 6. */
  version?: 6 | 7;
  /** Whether `stop()` ends the answer for everybody, and the model with it; yes unless this is false. */
  cancelOnStop?: boolean;
  /** The language that answers are written in, as a BCP 47 tag; else the user's. */
  language?: string;
  fetch?: Fetch;
}

/** The part of the AI SDK's `UIMessage` that is read. */
export interface UiMessage {
  id: string;
  role: 'system' | 'user' | 'assistant';
  metadata?: unknown;
  parts: ReadonlyArray<{ type: string }>;
}

/** What an answer's metadata has, at its end; while it is written the `runId` alone. */
export interface AnswerMetadata {
  runId: string;
  variant?: number;
  /** The answer's message in the session, and its place there. */
  messageId?: string;
  seq?: number;
  createdAt?: string;
  model?: string;
  provider?: string;
  language?: string;
  cached?: boolean;
  usage?: Record<string, number>;
  /** Why it is not whole. */
  cut?: 'length' | 'interrupted' | 'cancelled';
}

/** The parts of the AI SDK's UI message stream that the server sends. */
export type UiMessageChunk =
  | { type: 'start'; messageId?: string; messageMetadata?: AnswerMetadata }
  | { type: 'start-step' }
  | { type: 'text-start'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'text-end'; id: string }
  | { type: 'finish-step' }
  | { type: 'message-metadata'; messageMetadata: AnswerMetadata }
  | { type: 'finish'; finishReason?: 'stop' | 'length' | 'other'; messageMetadata?: AnswerMetadata }
  | { type: 'abort'; reason?: string }
  | { type: 'error'; errorText: string };

interface Sending {
  trigger: 'submit-message' | 'regenerate-message';
  chatId: string;
  messageId: string | undefined;
  messages: UiMessage[];
  abortSignal: AbortSignal | undefined;
}

interface Reconnecting {
  chatId: string;
  abortSignal?: AbortSignal | undefined;
}

/** A `ChatTransport` of the AI SDK. */
export interface CogoChatTransport {
  sendMessages(options: Sending): Promise<ReadableStream<UiMessageChunk>>;
  reconnectToStream(options: Reconnecting): Promise<ReadableStream<UiMessageChunk> | null>;
}

/** What the server refused a chat with: a sentence for a person, and a code for programs. */
export class ChatTransportError extends Error {
  override readonly name = 'ChatTransportError';

  constructor(
    message: string,
    readonly code: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/**
 * Makes the transport of a `useChat` whose `id` is a session's. It sends the last message alone, since the session knows the others; tokens are
 * renewed; what the server refuses is an error with its sentence and its code; `stop()` ends the answer.
 */
export function chatTransport(options: ChatTransportOptions): CogoChatTransport {
  const { auth, version = 7, cancelOnStop = true, language } = options;
  const url = options.url.replace(/\/+$/, '');
  const fetch: Fetch = options.fetch ?? ((address, init) => globalThis.fetch(address, init));

  async function request(path: string, init: RequestInit): Promise<Response> {
    const send = (token: string) =>
      fetch(url + path, {
        ...init,
        credentials: 'omit',
        headers: {
          authorization: `Bearer ${token}`,
          'x-ai-sdk-version': String(version),
          ...(init.body !== undefined && { 'content-type': 'application/json' }),
        },
      });
    const token = await auth.token();
    let response = await send(token);
    if (response.status === 401) {
      response = await send(await auth.token(token));
    }
    if (!response.ok) {
      const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
      const { code = `http_${response.status}`, detail = `The server answered with status ${response.status}.` } =
        problem;
      throw new ChatTransportError(detail, code, response.status);
    }
    return response;
  }

  /** A stream that ends for its reader when they stop, while its answer is looked for to be ended, too. */
  async function read(
    path: string,
    init: RequestInit,
    stopped: AbortSignal | undefined,
  ): Promise<ReadableStream<UiMessageChunk> | null> {
    const reading = new AbortController();
    let runId: string | undefined;
    const cancel = () => {
      if (cancelOnStop && runId !== undefined) {
        // It may be over by now.
        request(`/chat/ai-run/${runId}/cancel`, { method: 'POST' }).catch(() => undefined);
      }
      // Who has no name for it yet waits for that.
      if (!cancelOnStop || runId !== undefined) {
        reading.abort();
      }
    };
    const stop = stopped && whenAborted(stopped);
    stopped?.addEventListener('abort', cancel);
    const opening = request(path, { ...init, signal: reading.signal });
    opening.catch(() => undefined);
    const left = () => stopped?.removeEventListener('abort', cancel);

    async function pump(response: Response, take: (chunk: UiMessageChunk) => void): Promise<void> {
      for await (const chunk of chunks(response)) {
        if (chunk.type === 'start') {
          runId = chunk.messageId;
          if (stopped?.aborted) {
            return cancel();
          }
        }
        take(chunk);
      }
    }

    // A stop before the answer has begun: its name comes with the first piece.
    stop?.catch(() => {
      if (runId === undefined) {
        opening.then((response) => pump(response, () => undefined)).catch(() => undefined);
      }
    });
    const response = await (stop === undefined ? opening : Promise.race([opening, stop])).catch((error: unknown) => {
      left();
      throw error;
    });
    if (response.status === 204) {
      left();
      return null;
    }
    return new ReadableStream<UiMessageChunk>({
      start(controller) {
        const pumped = pump(response, (chunk) => controller.enqueue(chunk));
        (stop === undefined ? pumped : Promise.race([pumped, stop]))
          .then(() => controller.close())
          .catch((error: unknown) => controller.error(error))
          .finally(left);
      },
      cancel: () => reading.abort(),
    });
  }

  return {
    async sendMessages({ trigger, chatId, messageId, messages, abortSignal }) {
      const body = JSON.stringify({
        id: chatId,
        trigger,
        messageId,
        messages: messages.filter(({ role }) => role === 'user').slice(-1),
        language,
      });
      return (await read('/api/chat', { method: 'POST', body }, abortSignal))!;
    },
    reconnectToStream: ({ chatId, abortSignal }) =>
      read(`/api/chat/${encodeURIComponent(chatId)}/stream`, { method: 'GET' }, abortSignal),
  };
}

/** The history of a session as `useChat` takes it: answers by their run, so that one that is still being written is not there twice. */
export function toUiMessages(messages: readonly Message[]): Array<{
  id: string;
  role: 'user' | 'assistant';
  metadata: Record<string, unknown>;
  parts: Array<{ type: 'text'; text: string }>;
}> {
  return messages
    .filter(({ content, messageType }) => content !== '' && messageType !== 'system')
    .map(({ id, seq, userId, content, messageType, timestamp, metadata }) => {
      const { runId, variant, cut } = (metadata?.ai ?? {}) as Partial<AnswerMetadata>;
      const byModel = messageType === 'ai_response' || messageType === 'ai_greeting';
      return {
        id: runId ?? id,
        role: byModel ? 'assistant' : 'user',
        metadata: { messageId: id, seq, userId, createdAt: timestamp, model: metadata?.model, runId, variant, cut },
        parts: [{ type: 'text', text: content }],
      };
    });
}

function whenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(new DOMException('This was given up.', 'AbortError'));
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener('abort', abort, { once: true });
    }
  });
  aborted.catch(() => undefined);
  return aborted;
}

async function* chunks(response: Response): AsyncGenerator<UiMessageChunk> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const events = (rest + decoder.decode(piece.value, { stream: true })).split('\n\n');
    rest = events.pop()!;
    for (const event of events) {
      if (event.startsWith('data: {')) {
        yield JSON.parse(event.slice(6)) as UiMessageChunk;
      }
    }
  }
}
