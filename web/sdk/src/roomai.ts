import type { Answers } from './ai.js';
import { createAsk, type Asking } from './asking.js';
import { ChatError } from './error.js';
import type { AiRun, Greeting } from './generated/api.js';
import type { Http } from './http.js';
import type { Outbox } from './outbox.js';
import type { CoreRoom } from './room.js';
import type { CallOptions, Message } from './types.js';

/** In the language of the user's requests unless another one is given. */
type In = CallOptions & { language?: string };

/** Questions to the AI in a room. */
export interface Ai {
  /** Asks as a message of the user; the answer becomes a message of the session. */
  ask(text: string, options?: In): Asking;
  greet(options?: In): Promise<Greeting>;
  /** Ends an answer that is being written, one's own or, for owners and admins, another's; what is written by then stays. */
  stop(answer: Pick<Message, 'parts'>): Promise<void>;
  /** Has the question of an answer answered once more; the other answer is a further message. */
  again(answer: Pick<Message, 'parts'>, options?: In): Promise<AiRun>;
  /** Has a message of a member, or an agent's result, answered; the answer is a further message, a reply to it. */
  answer(message: Pick<Message, 'id'>, options?: In): Promise<AiRun>;
}

export function createAi(
  { http: { call }, answers, outbox }: { http: Http; answers: Answers; outbox: Outbox },
  { id, typing, attach }: Pick<CoreRoom, 'id' | 'typing' | 'attach'>,
): Ai {
  const ask = createAsk(id, outbox, answers, attach);
  return {
    ask(text, how) {
      typing.stop();
      return ask(text, how);
    },
    stop: async (answer) => answers.cancel(runIdOf(answer)),
    again: async (answer, { language, signal } = {}) =>
      call('POST /chat/ai-run/{runId}/again', { path: { runId: runIdOf(answer) }, body: { language }, signal }),
    greet: ({ language, signal } = {}) => call('POST /chat/ai-greeting', { body: { sessionId: id, language }, signal }),
    async answer({ id: messageId }, { language, signal } = {}) {
      if (messageId === undefined) {
        throw new ChatError('message_not_found', 'It is not stored yet.');
      }
      const operation = 'POST /chat/session/{sessionId}/message/{messageId}/answer';
      return call(operation, { path: { sessionId: id, messageId }, body: { language }, signal });
    },
  };
}

function runIdOf({ parts }: Pick<Message, 'parts'>): string {
  const runId = parts.map((part) => (part.type === 'ai' ? part.runId : undefined)).find((id) => id !== undefined);
  if (runId === undefined) {
    throw new ChatError('run_not_found', 'It is no answer of the AI, or has not begun yet.');
  }
  return runId;
}
