import type { Session } from '../types';
import { t } from '../texts';

/** What a session is called: its title, else who else is in it. */
export function titleOf(session: Session, me: string): string {
  const others = session.members.filter((member) => member.userId !== me).map((member) => member.displayName);
  if (session.kind === 'group' && session.title !== undefined) {
    return session.title;
  }
  if (others.length === 0) {
    return session.title ?? t.justYou;
  }
  const more = session.memberCount - 1 - others.length;
  return more > 0 ? t.andMore(others.join(', '), more) : others.join(', ');
}
