import { useState, type FormEvent } from 'react';
import { problemText } from '../state/problems';
import { mayInvite } from '../state/rights';
import type { Room } from '../state/room';
import { t } from '../texts';
import type { Session } from '../types';
import { Icon } from './Icon';
import { MemberList } from './MemberList';
import { PeopleField, withTyped, type Chosen } from './PeopleField';
import { Problem } from './Problem';

interface Props {
  session: Session;
  room: Room;
  onInvite: () => void;
  onClose: () => void;
}

export function MembersPanel({ session, room, onInvite, onClose }: Props) {
  const [people, setPeople] = useState<readonly Chosen[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  /** Whom the server refuses stays in the field. */
  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    let left = people;
    setBusy(true);
    try {
      left = withTyped(people, new FormData(event.currentTarget));
      for (const person of left) {
        await room.chat.members.add(person.id);
        left = left.filter((other) => other !== person);
      }
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof RangeError ? error.message : problemText(error));
    }
    setPeople(left);
    setBusy(false);
  }

  return (
    <aside
      className="panel"
      aria-label={t.membersOfChat}
      onKeyDown={(event) => {
        // Menus and questions above the panel close by themselves.
        if (
          event.key === 'Escape' &&
          !event.defaultPrevented &&
          (event.target as Element).closest('dialog, [popover]') === null
        ) {
          onClose();
        }
      }}
    >
      <header>
        <h2>{t.members}</h2>
        <button className="icon-button" aria-label={t.closeMembers} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <MemberList session={session} room={room} />
      {mayInvite(session) && (
        <div className="add-member">
          <form onSubmit={(event) => void add(event)}>
            <PeopleField
              key={session.memberCount}
              label={t.addMember}
              hint={t.otherPersonHint}
              chosen={people}
              onChange={setPeople}
              without={session.members.map(({ userId }) => userId)}
            />
            <Problem text={problem} />
            <button className="primary" disabled={busy}>
              {t.add}
            </button>
          </form>
          <button className="plain wide" onClick={onInvite}>
            <Icon name="link" /> {t.inviteLink}
          </button>
        </div>
      )}
    </aside>
  );
}
