import { lazy, Suspense, useMemo, useState, type MouseEvent } from 'react';
import { entriesOf, type Entry } from '../state/entries';
import { excerptOf } from '../state/quotes';
import type { Room } from '../state/room';
import { useStore } from '../state/store';
import { dayName } from '../state/time';
import type { Message, Session } from '../types';
import { AiThinking } from './AiPending';
import type { MessageCommands } from './commands';
import { ConfirmDialog } from './ConfirmDialog';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MessageItem } from './MessageItem';
import { MessageMenu } from './MessageMenu';
import { SeenBy } from './SeenBy';
import { useLogScroll } from './useLogScroll';
import { t } from '../texts';
import { problemText } from '../state/problems';

const EmojiPicker = lazy(() => import('./EmojiPicker'));

/** The messages of a session, oldest first, with more of them read as the user scrolls up. */
export function MessageLog({ session, room }: { session: Session; room: Room }) {
  const { chat, toasts } = useWorkspace();
  const { messages } = room.chat;
  const items = useStore(messages.items);
  const hasOlder = useStore(messages.hasOlder);
  const hasNewer = useStore(messages.hasNewer);
  const { error } = useStore(room.chat.status);
  const greeting = useStore(room.greeting);
  const newAfter = useStore(room.newAfter);
  const target = useStore(room.target);
  const editing = useStore(room.editing);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [menu, setMenu] = useState<{ id: string; anchor: HTMLElement; emojiOnly: boolean }>();
  const [picking, setPicking] = useState<{ message: Message; anchor: HTMLElement }>();
  const [deleting, setDeleting] = useState<Message>();
  const entries = useMemo(() => entriesOf(items, hasOlder, newAfter), [items, hasOlder, newAfter]);
  const tell = (reason: unknown) => toasts.error(reason);
  const loadOlder = () => {
    setLoadingOlder(true);
    void messages
      .loadOlder()
      .catch(tell)
      .finally(() => setLoadingOlder(false));
  };
  const loadNewer = () => void messages.loadNewer().catch(tell);
  const scroll = useLogScroll({
    messages: items,
    hasNewer,
    target,
    onTop: loadOlder,
    onBottom: loadNewer,
    onSeen: () => room.chat.read(),
  });
  const loading = hasOlder === undefined;
  const menuMessage = menu && items.find(({ id }) => id === menu.id);

  const commands = useMemo<MessageCommands>(
    () => ({
      openMenu: ({ id = '' }, anchor, emojiOnly) => setMenu({ id, anchor, emojiOnly }),
      react: (message, emoji, on) =>
        void messages.react(message, emoji, on).catch((reason: unknown) => toasts.error(reason)),
      reply: (message) => room.replying.set(message),
    }),
    [room, messages, toasts],
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
        aria-label={t.messages}
        aria-live="polite"
        aria-busy={loading || loadingOlder}
        tabIndex={0}
        onScroll={scroll.onScroll}
        onClick={onTap}
      >
        {error !== undefined && loading && (
          <div className="log-note" role="alert">
            {problemText(error)}{' '}
            <button className="link" onClick={() => chat.wake()}>
              {t.tryAgain}
            </button>
          </div>
        )}
        {loading && error === undefined && <div className="log-note muted">{t.loading}</div>}
        {hasOlder === true && (
          <button className="plain older" disabled={loadingOlder} onClick={loadOlder}>
            {loadingOlder ? t.loading : t.earlierMessages}
          </button>
        )}
        {!loading && entries.length === 0 && (
          <div className="log-note muted">
            <p>{t.nothingYet(session.ai)}</p>
          </div>
        )}
        <ol>
          {entries.map((entry) => (
            <LogEntry
              key={entry.key}
              entry={entry}
              session={session}
              room={room}
              editing={editing}
              commands={commands}
            />
          ))}
        </ol>
        {hasNewer && (
          <button className="plain older" onClick={loadNewer}>
            {t.laterMessages}
          </button>
        )}
        {greeting && <AiThinking text={t.greeting} />}
        <SeenBy session={session} room={room} />
      </div>
      {scroll.away && (
        <button
          className="jump"
          onClick={() => void messages.latest().then(scroll.toEnd, tell)}
          aria-label={t.toLatest}
        >
          <Icon name="down" />
          {scroll.fresh > 0 && <span className="badge">{scroll.fresh}</span>}
        </button>
      )}
      {menu !== undefined && menuMessage !== undefined && menuMessage.parts[0]?.type !== 'deleted' && (
        <MessageMenu
          key={`${menu.id} ${menu.emojiOnly}`}
          message={menuMessage}
          session={session}
          room={room}
          anchor={menu.anchor}
          emojiOnly={menu.emojiOnly}
          onReact={(emoji, on) => commands.react(menuMessage, emoji, on)}
          onMoreEmoji={() => setPicking({ message: menuMessage, anchor: menu.anchor })}
          onReply={() => commands.reply(menuMessage)}
          onAsk={() => void room.answer(menuMessage).catch((error: unknown) => toasts.error(error))}
          onEdit={() => room.editing.set(menuMessage.id)}
          onDelete={() => setDeleting(menuMessage)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {picking !== undefined && (
        <Suspense>
          <EmojiPicker
            anchor={picking.anchor}
            onChoose={(emoji) => commands.react(picking.message, emoji, true)}
            onClose={() => setPicking(undefined)}
          />
        </Suspense>
      )}
      {deleting !== undefined && (
        <ConfirmDialog
          title={t.deleteThis}
          action={t.delete}
          onConfirm={() => messages.delete(deleting)}
          onClose={() => setDeleting(undefined)}
        >
          <p>{t.deleteHint}</p>
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
  session: Session;
  room: Room;
  editing: string | undefined;
  commands: MessageCommands;
}

function LogEntry({ entry, session, room, editing, commands }: EntryProps) {
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
          <span>{t.newMessages}</span>
        </li>
      );
    case 'message': {
      const { message, grouped, quotes } = entry;
      return (
        <MessageItem
          message={message}
          grouped={grouped}
          session={session}
          room={room}
          quotes={quotes}
          editing={message.id !== undefined && editing === message.id}
          commands={commands}
        />
      );
    }
  }
}
