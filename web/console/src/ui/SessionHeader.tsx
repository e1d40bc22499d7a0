import type { Session } from '../api/types';
import type { Room } from '../state/room';
import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { Icon } from './Icon';

interface Props {
  session: Session;
  room: Room;
  showMembers: boolean;
  onMembers: () => void;
  onTask: () => void;
}

export function SessionHeader({ session, room, showMembers, onMembers, onTask }: Props) {
  const { me, toasts } = useWorkspace();
  const here = [...useStore(room.presence.here).values()];
  const greeting = useStore(room.greeting);
  const others = here.filter((presence) => presence.userId !== me);
  return (
    <header className="session-head">
      <a className="icon-button back" href="#/" aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <div className="session-name">
        <h1 dir="auto">{titleOf(session, me)}</h1>
        <small className="muted" data-testid="presence">
          {session.memberCount === 1 ? '1 member' : `${session.memberCount} members`}
          {' · '}
          {others.length === 0 ? 'only you here' : `${others.map((presence) => presence.displayName).join(', ')} here`}
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
      {session.ai && (
        <button
          className="icon-button"
          aria-label="AI greeting"
          title="Let the AI say hello"
          disabled={greeting}
          onClick={() => void room.greet().catch((error: unknown) => toasts.error(error))}
        >
          <Icon name="wave" />
        </button>
      )}
      <button className="icon-button" aria-label="Start agent task" title="Start an agent task" onClick={onTask}>
        <Icon name="task" />
      </button>
      <button
        className="icon-button"
        aria-label="Members"
        title="Members"
        aria-expanded={showMembers}
        onClick={onMembers}
      >
        <Icon name="people" />
      </button>
    </header>
  );
}
