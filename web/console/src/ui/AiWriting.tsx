import type { Session } from '../api/types';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { AiAvatar } from './AiMessage';
import { AiThinking } from './AiPending';
import { useWorkspace } from './context';
import { RichText } from './RichText';

/** The answers that are being written, each with a way to end it for who may. */
export function AiWriting({ session, room }: { session: Session; room: Room }) {
  const { me, toasts } = useWorkspace();
  const writing = useStore(room.writing);
  return writing.map(({ runId, userId, text }) => {
    const stop = (userId === me || session.role !== 'member') && (
      <button className="link" onClick={() => room.stopAi(runId).catch((error: unknown) => toasts.error(error))}>
        Stop
      </button>
    );
    return text === '' ? (
      <AiThinking key={runId} text="The AI is thinking…">
        {stop}
      </AiThinking>
    ) : (
      <div key={runId} className="message ai" data-testid="ai-writing" aria-busy="true">
        <AiAvatar />
        <div className="message-body">
          <div className="bubble">
            <RichText text={text} />
          </div>
          {stop}
        </div>
      </div>
    );
  });
}
