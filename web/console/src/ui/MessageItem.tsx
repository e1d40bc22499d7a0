import { memo } from 'react';
import type { Message, Session } from '../api/types';
import { authorOf } from '../state/quotes';
import { mayWrite } from '../state/rights';
import type { Room } from '../state/room';
import { AiMessage } from './AiMessage';
import type { MessageCommands } from './commands';
import { useWorkspace } from './context';
import { EditForm } from './EditForm';
import { MessageTools } from './MessageTools';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { TaskCard } from './TaskCard';
import { TaskResult } from './TaskResult';
import { TextMessage } from './TextMessage';

interface Props {
  message: Message;
  grouped: boolean;
  session: Session;
  room: Room;
  /** Whether it shows what it answers, and that message if it is here. */
  quotes: boolean;
  quoted: Message | undefined;
  editing: boolean;
  commands: MessageCommands;
}

/** A stored message, drawn as its type wants it. */
export const MessageItem = memo(function MessageItem(props: Props) {
  const { message, grouped, session, room, quotes, quoted, editing, commands } = props;
  const { me } = useWorkspace();
  const taskId = message.metadata?.['taskId'];
  const deleted = message.deletedAt !== undefined;
  const writable = mayWrite(session, me);
  const quote = quotes && !deleted && <Quote reply={message} quoted={quoted} session={session} room={room} />;
  const tools = !deleted && (
    <MessageTools
      message={message}
      label={`the message of ${authorOf(message, session, me)}`}
      writable={writable}
      commands={commands}
    />
  );
  const reactions = !deleted && <Reactions message={message} disabled={!writable} onToggle={commands.react} />;
  switch (message.messageType) {
    case 'ai_greeting':
    case 'ai_response':
      return (
        <AiMessage message={message} session={session} quote={quote} tools={tools}>
          {reactions}
        </AiMessage>
      );
    case 'agent_result':
      return (
        <TaskResult message={message} session={session} tools={tools}>
          {reactions}
        </TaskResult>
      );
    case 'system':
      return typeof taskId === 'string' ? (
        <TaskCard message={message} taskId={taskId} session={session} />
      ) : (
        <li className="system" data-seq={message.seq}>
          <span dir="auto">{deleted ? 'Message deleted' : message.content}</span>
        </li>
      );
    default:
      return (
        <TextMessage
          message={message}
          grouped={grouped}
          session={session}
          quote={quote}
          tools={tools}
          editor={editing && !deleted ? <EditForm message={message} room={room} /> : undefined}
        >
          {reactions}
        </TextMessage>
      );
  }
});
