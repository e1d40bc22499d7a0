import { memo } from 'react';
import type { Message, Session } from '../types';
import { authorOf } from '../state/quotes';
import { mayWrite } from '../state/rights';
import type { Room } from '../state/room';
import { AiMessage } from './AiMessage';
import { AiActions, AiProblem, AiStop, AiPending } from './AiPending';
import type { MessageCommands } from './commands';
import { useWorkspace } from './context';
import { EditForm } from './EditForm';
import { MessageTools } from './MessageTools';
import { OutgoingState } from './OutgoingState';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { TaskCard } from './TaskCard';
import { TaskQuestion } from './TaskQuestion';
import { TaskResult } from './TaskResult';
import { TextMessage } from './TextMessage';
import { t } from '../texts';

interface Props {
  message: Message;
  grouped: boolean;
  session: Session;
  room: Room;
  /** Whether it shows what it answers. */
  quotes: boolean;
  editing: boolean;
  commands: MessageCommands;
}

/** A message, drawn as its author and its state want it. */
export const MessageItem = memo(function MessageItem(props: Props) {
  const { message, grouped, session, room, quotes, editing, commands } = props;
  const { me } = useWorkspace();
  const { taskId, inputId } = message.metadata;
  const sent = message.state === 'sent';
  const deleted = message.parts[0]?.type === 'deleted';
  const writable = mayWrite(session, me);
  const quote = quotes && !deleted && <Quote reply={message} room={room} />;
  const tools = sent && !deleted && (
    <MessageTools message={message} label={t.messageOf(authorOf(message))} writable={writable} commands={commands} />
  );
  const reactions = !deleted && <Reactions message={message} disabled={!writable} onToggle={commands.react} />;
  switch (message.author.kind) {
    case 'ai':
      if (message.state === 'failed') {
        return (
          <li>
            <AiProblem message={message} room={room} />
          </li>
        );
      }
      return sent || message.text !== '' ? (
        <AiMessage message={message} session={session} quote={quote} tools={tools}>
          {sent ? (
            <>
              {reactions}
              {!deleted && <AiActions message={message} session={session} room={room} />}
            </>
          ) : (
            <AiStop message={message} session={session} room={room} />
          )}
        </AiMessage>
      ) : (
        <li>
          <AiPending message={message} session={session} room={room} />
        </li>
      );
    case 'agent':
      return (
        <TaskResult message={message} session={session} tools={tools}>
          {reactions}
        </TaskResult>
      );
    case 'system':
      if (typeof taskId === 'string' && typeof inputId === 'string') {
        return <TaskQuestion message={message} taskId={taskId} inputId={inputId} session={session} />;
      }
      return typeof taskId === 'string' ? (
        <TaskCard message={message} taskId={taskId} session={session} />
      ) : (
        <li className="system" data-seq={message.seq}>
          <span dir="auto">{deleted ? t.messageDeleted : message.text}</span>
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
          {sent ? reactions : <OutgoingState message={message} room={room} />}
        </TextMessage>
      );
  }
});
