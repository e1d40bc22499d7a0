import type { Present } from '@cogo-chat/client';
import type { Session } from '../types';
import { t } from '../texts';

/** What somebody is called, as far as this page has heard of them. */
export function nameOf(
  userId: string | undefined,
  session: Session,
  here: ReadonlyMap<string, Present> = new Map(),
): string {
  if (userId === undefined) {
    return t.deletedAccount;
  }
  const member = session.members.find((candidate) => candidate.userId === userId);
  return member?.displayName ?? here.get(userId)?.displayName ?? t.formerMember;
}
