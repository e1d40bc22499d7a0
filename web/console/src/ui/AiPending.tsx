import { approvalsOf } from '@cogo-chat/client';
import type { ReactNode } from 'react';
import { problemText } from '../state/problems';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { t } from '../texts';
import type { Message, Session } from '../types';
import { AiAvatar } from './AiMessage';
import { useMe, useWorkspace } from './context';
import { copyText } from './copy';
import { Icon } from './Icon';

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

/** An answer before its first word: the AI thinks, or waits until the user has said what becomes of a tool's call. */
export function AiPending({ message, session, room }: { message: Message; session: Session; room: Room }) {
  const { chat } = useWorkspace();
  const part = message.parts[0];
  const waits = useStore(approvalsOf(chat, room.chat).items).some(
    ({ runId }) => part?.type === 'ai' && runId === part.runId,
  );
  return (
    <AiThinking text={waits ? t.waitsForWord : t.thinking}>
      <AiStop message={message} session={session} room={room} />
    </AiThinking>
  );
}

/** Ends an answer that is being written, for who may. */
export function AiStop({ message, session, room }: { message: Message; session: Session; room: Room }) {
  const { toasts } = useWorkspace();
  const part = message.parts[0];
  const asked = room.chat.messages.items.get().find(({ id }) => id === message.replyTo);
  return part?.type === 'ai' && part.runId !== undefined && (asked?.mine === true || session.role !== 'member') ? (
    <div className="ai-actions">
      <button
        type="button"
        onClick={() => void room.chat.ai.stop(message).catch((error: unknown) => toasts.error(error))}
      >
        <Icon name="stop" /> {t.stop}
      </button>
    </div>
  ) : null;
}

/** What can be done with an answer that is there: take its text, ask for another one. */
export function AiActions({ message, session, room }: { message: Message; session: Session; room: Room }) {
  const { toasts } = useWorkspace();
  const { language } = useMe();
  const part = message.parts[0];
  const again = () => void room.chat.ai.again(message, { language }).catch((error: unknown) => toasts.error(error));
  return (
    <div className="ai-actions">
      <button type="button" onClick={() => void copyText(message.text, toasts)}>
        <Icon name="copy" /> {t.copy}
      </button>
      {part?.type === 'ai' && part.runId !== undefined && session.ai && room.chat.can('send') && (
        <button type="button" onClick={again}>
          <Icon name="again" /> {t.askAgain}
        </button>
      )}
    </div>
  );
}

/** In the place of an answer, why none came. */
export function AiProblem({ message, room }: { message: Message; room: Room }) {
  const { retry, discard } = room.chat.messages;
  return (
    <div className="message ai" role="alert" data-testid="ai-problem">
      <AiAvatar />
      <div className="message-body">
        <div className="bubble failed">
          <p>{t.noAnswer(problemText(message.error))}</p>
          <button className="link" onClick={() => retry(message.key)}>
            {t.askAgain}
          </button>{' '}
          <button className="link" onClick={() => discard(message.key)}>
            {t.dismiss}
          </button>
        </div>
      </div>
    </div>
  );
}
