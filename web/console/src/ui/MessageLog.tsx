import { useMemo, useState, type MouseEvent } from 'react';
import type { Message, Session } from '../api/types';
import { asMessage, entriesOf, type Entry } from '../state/entries';
import type { MessageList } from '../state/messages';
import { excerptOf } from '../state/quotes';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { dayName } from '../state/time';
import { messageOf } from '../state/timeline';
import { AiThinking, UnansweredQuestion } from './AiPending';
import { AiWriting } from './AiWriting';
import type { MessageCommands } from './commands';
import { ConfirmDialog } from './ConfirmDialog';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MessageItem } from './MessageItem';
import { MessageMenu } from './MessageMenu';
import { OutgoingState } from './OutgoingState';
import { Quote } from './Quote';
import { SeenBy } from './SeenBy';
import { TextMessage } from './TextMessage';
import { useLogScroll } from './useLogScroll';

/** The messages of a session, oldest first, with more of them read as the user scrolls up. */
export function MessageLog({ session, room }: { session: Session; room: Room }) {
  const { me, toasts } = useWorkspace();
  const list = useStore(room.list);
  const loadingOlder = useStore(room.loadingOlder);
  const greeting = useStore(room.greeting);
  const problem = useStore(room.problem);
  const newAfter = useStore(room.newAfter);
  const target = useStore(room.target);
  const editing = useStore(room.editing);
  const [menu, setMenu] = useState<{ id: string; anchor: HTMLElement; emojiOnly: boolean }>();
  const [deleting, setDeleting] = useState<Message>();
  const entries = useMemo(() => entriesOf(list, me, newAfter), [list, me, newAfter]);
  const tell = (error: unknown) => toasts.error(error);
  const loadOlder = () => void room.loadOlder().catch(tell);
  const loadNewer = () => void room.loadNewer().catch(tell);
  const scroll = useLogScroll({ list, me, target, onTop: loadOlder, onBottom: loadNewer, onSeen: () => room.seen() });
  const { hasOlder, hasNewer } = list.timeline;
  const loading = hasOlder === undefined;
  const menuMessage = menu && messageOf(list.timeline, menu.id);

  const commands = useMemo<MessageCommands>(
    () => ({
      openMenu: ({ id }, anchor, emojiOnly) => setMenu({ id, anchor, emojiOnly }),
      react: (message, emoji, on) => void room.react(message, emoji, on).catch((error: unknown) => toasts.error(error)),
      reply: (message) => room.replying.set(message),
    }),
    [room, toasts],
  );

  // With a finger there is no pointer to rest on a message: a tap opens its menu.
  function onTap(event: MouseEvent<HTMLElement>) {
    const bubble = (event.target as Element).closest('.bubble');
    const line = bubble?.closest('[data-seq]');
    const inside = (event.target as Element).closest('a, button, textarea, summary');
    if (inside !== null || line == null || !window.matchMedia('(hover: none)').matches) {
      return;
    }
    const opener = line.querySelector<HTMLElement>('.tool[aria-haspopup]');
    if (opener !== null && getSelection()?.isCollapsed !== false) {
      opener.click();
    }
  }

  return (
    <div className="log-frame">
      <div
        ref={scroll.log}
        className="log"
        role="log"
        aria-label="Messages"
        aria-live="polite"
        aria-busy={loading || loadingOlder}
        tabIndex={0}
        onScroll={scroll.onScroll}
        onClick={onTap}
      >
        {problem !== undefined && loading && (
          <div className="log-note" role="alert">
            {problem.detail}{' '}
            <button className="link" onClick={() => room.catchUp()}>
              Try again
            </button>
          </div>
        )}
        {loading && problem === undefined && <div className="log-note muted">Loading messages…</div>}
        {hasOlder === true && (
          <button className="plain older" disabled={loadingOlder} onClick={loadOlder}>
            {loadingOlder ? 'Loading…' : 'Show earlier messages'}
          </button>
        )}
        {!loading && entries.length === 0 && (
          <div className="log-note muted">
            <p>Nothing here yet. Say hello{session.ai ? ', or let the AI do it' : ''}.</p>
          </div>
        )}
        <ol>
          {entries.map((entry) => (
            <LogEntry
              key={entry.key}
              entry={entry}
              list={list}
              session={session}
              room={room}
              editing={editing}
              commands={commands}
            />
          ))}
        </ol>
        {hasNewer && (
          <button className="plain older" onClick={loadNewer}>
            Show later messages
          </button>
        )}
        <AiWriting session={session} room={room} />
        {greeting && <AiThinking text="The AI is about to say hello…" />}
        <SeenBy session={session} room={room} />
      </div>
      {scroll.away && (
        <button
          className="jump"
          onClick={() => void room.latest().then(scroll.toEnd, tell)}
          aria-label="Jump to the latest messages"
        >
          <Icon name="down" />
          {scroll.fresh > 0 && <span className="badge">{scroll.fresh}</span>}
        </button>
      )}
      {menu !== undefined && menuMessage !== undefined && menuMessage.deletedAt === undefined && (
        <MessageMenu
          key={`${menu.id} ${menu.emojiOnly}`}
          message={menuMessage}
          session={session}
          anchor={menu.anchor}
          emojiOnly={menu.emojiOnly}
          onReact={(emoji, on) => commands.react(menuMessage, emoji, on)}
          onReply={() => commands.reply(menuMessage)}
          onEdit={() => room.editing.set(menuMessage.id)}
          onDelete={() => setDeleting(menuMessage)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {deleting !== undefined && (
        <ConfirmDialog
          title="Delete this message?"
          action="Delete"
          onConfirm={() => room.remove(deleting)}
          onClose={() => setDeleting(undefined)}
        >
          <p>It is deleted for everybody, for good. A note that there was a message stays.</p>
          <blockquote className="deleting" dir="auto">
            {excerptOf(deleting)}
          </blockquote>
        </ConfirmDialog>
      )}
    </div>
  );
}

interface EntryProps {
  entry: Entry;
  list: MessageList;
  session: Session;
  room: Room;
  editing: string | undefined;
  commands: MessageCommands;
}

function LogEntry({ entry, list, session, room, editing, commands }: EntryProps) {
  const { me } = useWorkspace();
  switch (entry.kind) {
    case 'day':
      return (
        <li className="day">
          <span>{dayName(entry.timestamp)}</span>
        </li>
      );
    case 'new':
      return (
        <li className="day new-line" data-testid="new-line">
          <span>New messages</span>
        </li>
      );
    case 'message': {
      const { message } = entry;
      return (
        <MessageItem
          message={message}
          grouped={entry.grouped}
          session={session}
          room={room}
          quotes={entry.quotes}
          quoted={entry.quotes ? messageOf(list.timeline, message.replyTo ?? '') : undefined}
          editing={editing === message.id}
          commands={commands}
        />
      );
    }
    case 'outgoing': {
      const { outgoing } = entry;
      const message = asMessage(outgoing, me);
      const quote = outgoing.replyTo && (
        <Quote reply={message} quoted={outgoing.replyTo} session={session} room={room} />
      );
      return (
        <TextMessage message={message} grouped={entry.grouped} session={session} pending quote={quote}>
          <OutgoingState outgoing={outgoing} room={room} />
        </TextMessage>
      );
    }
    case 'question':
      return (
        <li>
          <UnansweredQuestion question={entry.question} room={room} />
        </li>
      );
  }
}
