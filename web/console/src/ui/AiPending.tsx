import type { ReactNode } from 'react';
import type { OpenQuestion } from '../state/messages';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
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

/** A question that waits for its answer, or the reason why none came. */
export function UnansweredQuestion({ question, room }: { question: OpenQuestion; room: Room }) {
  const { me } = useWorkspace();
  const writing = useStore(room.writing);
  if (question.problem === undefined && writing.some(({ userId }) => userId === me)) {
    // Its answer is being written, below.
    return null;
  }
  if (question.problem === undefined) {
    return <AiThinking text="The AI is thinking…" />;
  }
  return (
    <div className="message ai" role="alert" data-testid="ai-problem">
      <AiAvatar />
      <div className="message-body">
        <div className="bubble failed">
          <p>The AI did not answer: {question.problem.detail}</p>
          <button className="link" onClick={() => room.retry(question.clientMessageId)}>
            Ask again
          </button>{' '}
          <button className="link" onClick={() => room.discard(question.clientMessageId)}>
            Dismiss
          </button>
        </div>
      </div>
    </div>
  );
}
