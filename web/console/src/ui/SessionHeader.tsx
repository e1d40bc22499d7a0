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
      <a className="icon-button back" href="#/" aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <div className="session-name">
        <h1 dir="auto">
          {session.encrypted && (
            <span
              className="lock"
              role="img"
              aria-label="Encrypted"
              title="Encrypted in the database: no AI, no search"
            >
              <Icon name="lock" />
            </span>
          )}
          {titleOf(session, me)}
        </h1>
        <small className="muted" data-testid="presence">
          {session.memberCount === 1 ? '1 member' : `${session.memberCount} members`}
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
        <button
          className="icon-button only-wide"
          aria-label="Search in this chat"
          title="Search in this chat"
          onClick={find}
        >
          <Icon name="search" />
        </button>
      )}
      {session.ai && writable && (
        <button
          className="icon-button only-wide"
          aria-label="AI greeting"
          title="Let the AI say hello"
          disabled={greeting}
          onClick={greet}
        >
          <Icon name="wave" />
        </button>
      )}
      {writable && !session.encrypted && (
        <button
          className="icon-button only-wide"
          aria-label="Start agent task"
          title="Start an agent task"
          onClick={onTask}
        >
          <Icon name="task" />
        </button>
      )}
      <button
        className="icon-button"
        aria-label="Members"
        title="Members"
        aria-expanded={showMembers}
        onClick={onMembers}
      >
        <Icon name="people" />
      </button>
      <button className="icon-button only-wide" aria-label="Chat settings" title="Chat settings" onClick={onSettings}>
        <Icon name="gear" />
      </button>
      <button
        className="icon-button only-phone"
        aria-label="More"
        aria-haspopup="menu"
        onClick={(event) => setMore(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      {more !== undefined && (
        <Popup anchor={more} label="This chat" onClose={() => setMore(undefined)}>
          {!session.encrypted && <MenuItem icon="search" label="Search in this chat" onChoose={after(find)} />}
          {session.ai && writable && <MenuItem icon="wave" label="AI greeting" onChoose={after(greet)} />}
          {writable && !session.encrypted && <MenuItem icon="task" label="Start agent task" onChoose={after(onTask)} />}
          <MenuItem icon="gear" label="Chat settings" onChoose={after(onSettings)} />
        </Popup>
      )}
    </header>
  );
}
