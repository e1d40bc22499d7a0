import { useState } from 'react';
import type { Session } from '../types';
import { hereText } from '../state/presence';
import { mayWrite } from '../state/rights';
import type { Room } from '../state/room';
import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MenuItem } from './MenuItem';
import { Popup } from './Popup';
import { searchIn } from './searchIn';
import { t } from '../texts';

interface Props {
  session: Session;
  room: Room;
  showMembers: boolean;
  onMembers: () => void;
  onTask: () => void;
  onSettings: () => void;
}

export function SessionHeader({ session, room, showMembers, onMembers, onTask, onSettings }: Props) {
  const { me, search, toasts } = useWorkspace();
  const [more, setMore] = useState<HTMLElement>();
  const here = [...useStore(room.chat.presence.users).values()];
  const total = useStore(room.chat.presence.count);
  const greeting = useStore(room.greeting);
  const others = here.filter((presence) => presence.userId !== me);
  const writable = mayWrite(session, me);
  const greet = () => void room.greet().catch((error: unknown) => toasts.error(error));
  const find = () => searchIn(search, session.id);
  const after = (job: () => void) => () => {
    setMore(undefined);
    job();
  };
  return (
    <header className="session-head">
      <a className="icon-button back" href="#/" aria-label={t.backToList}>
        <Icon name="back" />
      </a>
      <div className="session-name">
        <h1 dir="auto">
          {session.encrypted && (
            <span className="lock" role="img" aria-label={t.encrypted} title={t.encryptedHint}>
              <Icon name="lock" />
            </span>
          )}
          {titleOf(session, me)}
        </h1>
        <small className="muted" data-testid="presence">
          {t.memberCount(session.memberCount)}
          {' · '}
          {hereText(others, total)}
        </small>
      </div>
      <div className="here" aria-hidden="true">
        {others.slice(0, 4).map((presence) => (
          <Avatar
            key={presence.userId}
            id={presence.userId}
            name={presence.displayName}
            status={presence.status}
            small
          />
        ))}
      </div>
      {!session.encrypted && (
        <button className="icon-button only-wide" aria-label={t.searchInChat} title={t.searchInChat} onClick={find}>
          <Icon name="search" />
        </button>
      )}
      {session.ai && writable && (
        <button
          className="icon-button only-wide"
          aria-label={t.aiGreeting}
          title={t.greetHint}
          disabled={greeting}
          onClick={greet}
        >
          <Icon name="wave" />
        </button>
      )}
      {writable && !session.encrypted && (
        <button className="icon-button only-wide" aria-label={t.startTask} title={t.startATask} onClick={onTask}>
          <Icon name="task" />
        </button>
      )}
      <button
        className="icon-button"
        aria-label={t.members}
        title={t.members}
        aria-expanded={showMembers}
        onClick={onMembers}
      >
        <Icon name="people" />
      </button>
      <button className="icon-button only-wide" aria-label={t.chatSettings} title={t.chatSettings} onClick={onSettings}>
        <Icon name="gear" />
      </button>
      <button
        className="icon-button only-phone"
        aria-label={t.more}
        aria-haspopup="menu"
        onClick={(event) => setMore(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      {more !== undefined && (
        <Popup anchor={more} label={t.thisChat} onClose={() => setMore(undefined)}>
          {!session.encrypted && <MenuItem icon="search" label={t.searchInChat} onChoose={after(find)} />}
          {session.ai && writable && <MenuItem icon="wave" label={t.aiGreeting} onChoose={after(greet)} />}
          {writable && !session.encrypted && <MenuItem icon="task" label={t.startTask} onChoose={after(onTask)} />}
          <MenuItem icon="gear" label={t.chatSettings} onChoose={after(onSettings)} />
        </Popup>
      )}
    </header>
  );
}
