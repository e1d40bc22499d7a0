import type { ActiveSession, Message, Session, SessionUpdate } from './generated/api.js';
import { newerOf, type TimelineEvent } from './timeline.js';

/** A session after what happened in it; what was there before does nothing. */
export function withEvent(session: Session, event: TimelineEvent, me: string): Session {
  if (event.seq <= session.lastSeq) {
    return session;
  }
  const next = { ...session, lastSeq: event.seq };
  switch (event.event) {
    case 'new_message':
      return withNew(next, event.payload, me);
    case 'message_updated':
    case 'message_deleted':
      return next.lastMessage?.id === event.payload.id
        ? { ...next, lastMessage: newerOf(next.lastMessage, event.payload) }
        : next;
    case 'session_updated':
      return withUpdate(next, event.payload, me);
    default:
      return next;
  }
}

/** The later of two states: answers overtake events and each other. A read mark never goes back. */
export function laterOf(known: Session | undefined, session: Session): Session {
  if (known === undefined) {
    return session;
  }
  if (session.lastSeq < known.lastSeq) {
    // It is behind in what has a number; the notes that only the caller has don't.
    return { ...known, muted: session.muted };
  }
  return known.lastReadSeq > session.lastReadSeq
    ? { ...session, lastReadSeq: known.lastReadSeq, unread: Math.min(known.unread, session.unread) }
    : session;
}

/** A session as the user's own channel says that it stands; what is older by its numbers changes nothing. */
export function withActivity(session: Session, active: ActiveSession): Session {
  const { seq, lastReadSeq, unread, lastActivity, lastMessage } = active;
  if (seq < session.lastSeq) {
    return withRead(session, lastReadSeq);
  }
  const known = session.lastMessage;
  // The same one may be known with all of its text.
  const same =
    lastMessage === undefined ||
    (known?.id === lastMessage.id &&
      known.editedAt === lastMessage.editedAt &&
      known.deletedAt === lastMessage.deletedAt);
  // The user has read on here, and the server does not know it yet.
  const behind = lastReadSeq < session.lastReadSeq;
  return {
    ...session,
    lastSeq: seq,
    lastActivity,
    lastReadSeq: behind ? session.lastReadSeq : lastReadSeq,
    unread: behind ? Math.min(session.unread, unread) : unread,
    ...(same ? {} : { lastMessage }),
  };
}

export function withRead(session: Session, seq: number): Session {
  if (seq <= session.lastReadSeq) {
    return session;
  }
  // How many messages lie between a mark and the end only the server knows, unless none do.
  const unread = seq >= (session.lastMessage?.seq ?? 0) ? 0 : session.unread;
  return { ...session, lastReadSeq: seq, unread };
}

function withNew(session: Session, message: Message, me: string): Session {
  const mine = message.userId === me;
  return {
    ...session,
    lastMessage: message,
    lastActivity: message.timestamp,
    // Whoever writes has read what was there before.
    unread: mine ? 0 : session.unread + 1,
    lastReadSeq: mine ? message.seq : session.lastReadSeq,
  };
}

/** A session names its first members; those who come after them are only counted. */
const SHOWN_MEMBERS = 100;

function withUpdate(session: Session, update: SessionUpdate, me: string): Session {
  const { userId, member, settings } = update;
  switch (update.change) {
    case 'member_added':
    case 'member_updated': {
      if (member === undefined) {
        return session;
      }
      const known = session.members.some((old) => old.userId === member.userId);
      const added = update.change === 'member_added' && !known;
      const members = known
        ? session.members.map((old) => (old.userId === member.userId ? member : old))
        : session.members.length < SHOWN_MEMBERS
          ? [...session.members, member]
          : session.members;
      return {
        ...session,
        members,
        memberCount: session.memberCount + (added ? 1 : 0),
        role: member.userId === me ? member.role : session.role,
      };
    }
    case 'member_removed': {
      const members = session.members.filter((known) => known.userId !== userId);
      return { ...session, members, memberCount: Math.max(1, session.memberCount - 1) };
    }
    case 'settings_changed': {
      // What is left out is no more: a title, a language, the end of an archive.
      const { title: _t, language: _l, archivedAt: _a, ...rest } = session;
      return settings === undefined ? session : { ...rest, ...settings };
    }
    case 'member_erased':
      return session.lastMessage !== undefined && session.lastMessage.userId === userId
        ? { ...session, lastMessage: { ...session.lastMessage, content: '', deletedAt: update.timestamp } }
        : session;
    default:
      return session;
  }
}
