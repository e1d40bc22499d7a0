import type { Session } from '../types';

/** What a session is called: its title, else who else is in it. */
export function titleOf(session: Session, me: string): string {
  const others = session.members.filter((member) => member.userId !== me).map((member) => member.displayName);
  if (session.kind === 'group' && session.title !== undefined) {
    return session.title;
  }
  if (others.length === 0) {
    return session.title ?? 'Just you';
  }
  const more = session.memberCount - 1 - others.length;
  return more > 0 ? `${others.join(', ')} and ${more} more` : others.join(', ');
}
