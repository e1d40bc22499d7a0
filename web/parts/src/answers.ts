import type { Message, Room } from '@cogo-chat/client';

/** An answer of the AI, as it stands. */
export interface AiAnswer {
  readonly text: string;
  readonly streaming: boolean;
  readonly failed: boolean;
  readonly error?: Error;
  readonly language?: string;
  readonly model?: string;
  /** Whether it was asked here, and is still written. */
  readonly canStop: boolean;
  /** Ends the writing. */
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
    canStop: streaming && isOwn(room, message),
    stop: () => void room.messages.discard(message.key),
    retry: () => void room.messages.retry(message.key),
  };
}

/** An answer goes by the name of its question, and a question that was asked here by the name that it got here. */
function isOwn(room: Room, { key }: Message): boolean {
  return room.messages.items.get().some((question) => question.mine && key === `answer ${question.key}`);
}
