import type { Member } from '../types';
import { Avatar } from './Avatar';
import { t } from '../texts';

interface Props {
  id: string;
  members: readonly Member[];
  /** Which one Enter takes. */
  active: number;
  onChoose: (member: Member) => void;
}

export function optionId(listId: string, userId: string): string {
  return `${listId}-${userId}`;
}

/** Members to mention, above the field in which the user types; the focus stays in the field. */
export function MentionList({ id, members, active, onChoose }: Props) {
  return (
    <ul id={id} className="mention-list" role="listbox" aria-label={t.mentionMembers}>
      {members.map((member, i) => (
        <li
          key={member.userId}
          id={optionId(id, member.userId)}
          role="option"
          aria-selected={i === active}
          ref={(element) => {
            if (i === active) {
              element?.scrollIntoView({ block: 'nearest' });
            }
          }}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(member);
          }}
        >
          <Avatar id={member.userId} name={member.displayName} small />
          <span dir="auto">{member.displayName}</span>
          {member.role !== 'member' && <small className="muted">{t.roles[member.role]}</small>}
        </li>
      ))}
    </ul>
  );
}
