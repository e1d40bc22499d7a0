import type { ReactNode } from 'react';
import type { Room } from '../state/room';
import type { Message, Session } from '../types';
import { AiAvatar } from './AiMessage';
import { useWorkspace } from './context';

/** The AI's place in the conversation while it thinks. */
export function AiThinking({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="message ai" data-testid="ai-pending">
      <AiAvatar />
      <div className="message-body">
        <div className="bubble thinking">
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="muted">{text}</span>
        </div>
        {children}
      </div>
    </div>
  );
}

/** Ends an answer that is being written, for who may. */
export function AiStop({ message, session, room }: { message: Message; session: Session; room: Room }) {
  const { toasts } = useWorkspace();
  const part = message.parts[0];
  const asked = room.chat.messages.items.get().find(({ id }) => id === message.replyTo);
  return part?.type === 'ai' && part.runId !== undefined && (asked?.mine === true || session.role !== 'member') ? (
    <button
      className="link"
      onClick={() => void room.chat.ai.stop(message).catch((error: unknown) => toasts.error(error))}
    >
      Stop
    </button>
  ) : null;
}

/** In the place of an answer, why none came. */
export function AiProblem({ message, room }: { message: Message; room: Room }) {
  const { retry, discard } = room.chat.messages;
  return (
    <div className="message ai" role="alert" data-testid="ai-problem">
      <AiAvatar />
      <div className="message-body">
        <div className="bubble failed">
          <p>The AI did not answer: {message.error?.message}</p>
          <button className="link" onClick={() => retry(message.key)}>
            Ask again
          </button>{' '}
          <button className="link" onClick={() => discard(message.key)}>
            Dismiss
          </button>
        </div>
      </div>
    </div>
  );
}
