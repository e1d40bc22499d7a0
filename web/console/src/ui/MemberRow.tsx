import type { Member, PresenceStatus, Session } from '../types';
import type { Room } from '../state/room';
import { shortTime } from '../state/time';
import { emojiOf } from './AiMessage';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { MemberMenu } from './MemberMenu';
import { t } from '../texts';

interface Props {
  session: Session;
  member: Member;
  status: PresenceStatus;
  room: Room;
}

export function MemberRow({ session, room, member, status }: Props) {
  const { me } = useWorkspace();
  const silenced = member.silencedUntil !== undefined && Date.parse(member.silencedUntil) > Date.now();
  // An assistant answers from nowhere, and always.
  const there = member.assistant === undefined ? status : 'online';
  const notes = [
    member.assistant !== undefined && `@${member.assistant.handle}`,
    session.kind === 'group' && member.role !== 'member' && t.roles[member.role],
    silenced && t.silencedUntil(shortTime(member.silencedUntil!)),
    t.status[there],
  ];
  return (
    <li data-testid="member">
      <Avatar id={member.userId} name={member.displayName} emoji={emojiOf(member.assistant?.avatar)} status={there} />
      <span className="member-name">
        <span dir="auto">
          {member.displayName}
          {member.userId === me && <span className="muted"> {t.youNote}</span>}
        </span>
        <small className="muted">{notes.filter(Boolean).join(' · ')}</small>
      </span>
      <MemberMenu session={session} room={room} member={member} />
    </li>
  );
}
