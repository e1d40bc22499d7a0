import { memo } from 'react';
import type { Message, Session } from '../api/types';
import { AiMessage } from './AiMessage';
import { TaskCard } from './TaskCard';
import { TaskResult } from './TaskResult';
import { TextMessage } from './TextMessage';

interface Props {
  message: Message;
  grouped: boolean;
  session: Session;
}

/** A stored message, drawn as its type wants it. */
export const MessageItem = memo(function MessageItem({ message, grouped, session }: Props) {
  const taskId = message.metadata?.['taskId'];
  switch (message.messageType) {
    case 'ai_greeting':
    case 'ai_response':
      return <AiMessage message={message} />;
    case 'agent_result':
      return <TaskResult message={message} />;
    case 'system':
      return typeof taskId === 'string' ? (
        <TaskCard message={message} taskId={taskId} session={session} />
      ) : (
        <li className="system">
          <span dir="auto">{message.content}</span>
        </li>
      );
    default:
      return <TextMessage message={message} grouped={grouped} session={session} />;
  }
});
