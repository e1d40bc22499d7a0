import type { Presence, Session } from '../api/types';

/** What somebody is called, as far as this page has heard of them. */
export function nameOf(
  userId: string | undefined,
  session: Session,
  here: ReadonlyMap<string, Presence> = new Map(),
): string {
  if (userId === undefined) {
    return 'Deleted account';
  }
  const member = session.members.find((candidate) => candidate.userId === userId);
  return member?.displayName ?? here.get(userId)?.displayName ?? 'Former member';
}
