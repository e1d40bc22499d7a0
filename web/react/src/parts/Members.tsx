import type { Member } from '@cogo-chat/client';
import { memberName, memberNote } from '@cogo-chat/parts';
import { useMembers } from '../hooks.js';
import { Presence } from './Presence.js';
import { useTexts } from './texts.js';

function Item({ member }: { member: Member }) {
  const texts = useTexts();
  return (
    <li className="cogo-member">
      <Presence.Dot userId={member.userId} always={member.assistant !== undefined} />
      <bdi>{memberName(member)}</bdi>
      <small>{memberNote(member, texts)}</small>
    </li>
  );
}

function Root() {
  const { members } = useMembers();
  const texts = useTexts();
  return (
    <ul className="cogo-members" aria-label={texts.members}>
      {members.map((member) => (
        <Item key={member.userId} member={member} />
      ))}
    </ul>
  );
}

/** Who belongs to the session, and who of them is there. */
export const Members = { Root, Item };
