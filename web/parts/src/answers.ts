import type { Message, Room } from '@cogo-chat/client';

/** An answer of the AI, as it stands. */
export interface AiAnswer {
  readonly text: string;
  readonly streaming: boolean;
  readonly failed: boolean;
  readonly error?: Error;
  readonly language?: string;
  readonly model?: string;
  /** Ends the writing; only of what was asked here. */
  stop(): void;
  /** Asks again what failed. */
  retry(): void;
}

/** What a message is as an answer of the AI; undefined if it is none. */
export function answerIn(room: Room, message: Message): AiAnswer | undefined {
  const part = message.parts.find(({ type }) => type === 'ai');
  if (part?.type !== 'ai') {
    return undefined;
  }
  const { text, streaming, language, model } = part;
  return {
    text,
    streaming,
    failed: message.state === 'failed',
    error: message.error,
    language,
    model,
    stop: () => void room.messages.discard(message.key),
    retry: () => void room.messages.retry(message.key),
  };
}
