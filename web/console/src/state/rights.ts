import type { Member, Session } from '../types';

/**
 * What the caller may do in a session, as the server's role table says. It decides what the page offers; the server decides what
 * is done.
 */
export type Standing = 'owner' | 'admin' | 'member' | 'peer';

export function standingOf(session: Session): Standing {
  return session.kind === 'direct' ? 'peer' : session.role;
}

export function isArchived(session: Session): boolean {
  return session.archivedAt !== undefined;
}

/** Until when the caller may not write; undefined when they may. */
export function silencedUntil(session: Session, me: string, now = Date.now()): string | undefined {
  const until = session.members.find((member) => member.userId === me)?.silencedUntil;
  return until !== undefined && Date.parse(until) > now ? until : undefined;
}

/** Sending, answering, reacting, asking the AI, starting tasks. */
export function mayWrite(session: Session, me: string): boolean {
  return !isArchived(session) && silencedUntil(session, me) === undefined;
}

export function mayInvite(session: Session): boolean {
  return leads(session);
}

/** Title, slow mode; language and the AI a peer may change too. */
export function mayChangeSettings(session: Session): boolean {
  return leads(session);
}

export function mayChangeAi(session: Session): boolean {
  return (leads(session) || standingOf(session) === 'peer') && !session.encrypted;
}

export function mayArchive(session: Session): boolean {
  return standingOf(session) === 'owner';
}

export function mayTransferTo(session: Session, me: string, member: Member): boolean {
  return standingOf(session) === 'owner' && member.userId !== me && member.role !== 'owner';
}

export function mayChangeRole(session: Session, me: string, member: Member): boolean {
  return standingOf(session) === 'owner' && member.userId !== me && member.role !== 'owner';
}

export function maySilence(session: Session, me: string, member: Member): boolean {
  return member.userId !== me && stands(session, member) && member.role !== 'owner';
}

export function mayRemove(session: Session, me: string, member: Member): boolean {
  return member.userId !== me && stands(session, member);
}

export function mayLeave(session: Session): boolean {
  return session.kind === 'group';
}

function leads(session: Session): boolean {
  const standing = standingOf(session);
  return standing === 'owner' || standing === 'admin';
}

function stands(session: Session, member: Member): boolean {
  const standing = standingOf(session);
  return standing === 'owner' || (standing === 'admin' && member.role === 'member');
}
