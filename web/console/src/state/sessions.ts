import type { Member, Message, Session } from '../api/types';
import type { SessionUpdate, TimelineEvent } from '../realtime/events';
import { newerOf } from './timeline';

export type SessionAction =
  | { type: 'loaded'; sessions: readonly Session[] }
  /** A session as the server sees it now. */
  | { type: 'put'; session: Session }
  | { type: 'gone'; sessionId: string }
  /** What happened in a session, as its channel says. */
  | { type: 'events'; sessionId: string; events: readonly TimelineEvent[]; me: string }
  /** The caller has read up to a seq. */
  | { type: 'read'; sessionId: string; seq: number }
  | { type: 'muted'; sessionId: string; muted: boolean };

/** The caller's sessions, newest activity first. */
export function reduceSessions(sessions: readonly Session[], action: SessionAction): readonly Session[] {
  switch (action.type) {
    case 'loaded':
      return byActivity(action.sessions.map((session) => laterOf(find(sessions, session.id), session)));
    case 'put': {
      const known = find(sessions, action.session.id);
      return byActivity([laterOf(known, action.session), ...sessions.filter((session) => session !== known)]);
    }
    case 'gone':
      return sessions.filter((session) => session.id !== action.sessionId);
    case 'events':
      return change(sessions, action.sessionId, (session) =>
        action.events.reduce((next, event) => withEvent(next, event, action.me), session),
      );
    case 'read':
      return change(sessions, action.sessionId, (session) => withRead(session, action.seq));
    case 'muted':
      return change(sessions, action.sessionId, (session) => ({ ...session, muted: action.muted }));
  }
}

/** Whether events are missing before these, so that the session has to be read anew. */
export function isBehind(session: Session, events: readonly TimelineEvent[]): boolean {
  return events.some((event, i) => event.seq > (i === 0 ? session.lastSeq : events[i - 1]!.seq) + 1);
}

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

/** How many messages wait for the user in all; muted sessions keep theirs to themselves. */
export function unreadOf(sessions: readonly Session[]): number {
  return sessions.reduce((sum, session) => sum + (session.muted ? 0 : session.unread), 0);
}

/** Answers overtake events and each other: the one that knows more events counts, and a read mark never goes back. */
function laterOf(known: Session | undefined, session: Session): Session {
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

/** One event of the timeline; one that was there before does nothing. */
function withEvent(session: Session, event: TimelineEvent, me: string): Session {
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

function withUpdate(session: Session, update: SessionUpdate, me: string): Session {
  const { userId, member, settings } = update;
  const others = session.members.filter((known) => known.userId !== userId);
  switch (update.change) {
    case 'member_added':
    case 'member_updated': {
      if (member === undefined) {
        return session;
      }
      const known = session.members.some((old) => old.userId === member.userId);
      return {
        ...session,
        members: known
          ? session.members.map((old) => (old.userId === member.userId ? member : old))
          : joined(session, member),
        memberCount: update.change === 'member_added' && !known ? session.memberCount + 1 : session.memberCount,
        role: member.userId === me ? member.role : session.role,
      };
    }
    case 'member_removed':
      return { ...session, members: others, memberCount: Math.max(1, session.memberCount - 1) };
    case 'settings_changed':
      return settings === undefined
        ? session
        : {
            ...session,
            title: settings.title,
            language: settings.language,
            ai: settings.ai,
            slowModeSeconds: settings.slowModeSeconds,
            archivedAt: settings.archivedAt,
          };
    case 'member_erased':
      return session.lastMessage !== undefined && session.lastMessage.userId === userId
        ? { ...session, lastMessage: { ...session.lastMessage, content: '', deletedAt: update.timestamp } }
        : session;
    default:
      return session;
  }
}

/** A session names its first members; those who come after them are only counted. */
const SHOWN_MEMBERS = 100;

function joined(session: Session, member: Member): Member[] {
  return session.members.length < SHOWN_MEMBERS ? [...session.members, member] : session.members;
}

function withRead(session: Session, seq: number): Session {
  if (seq <= session.lastReadSeq) {
    return session;
  }
  // How many messages lie between a mark and the end only the server knows, unless none do.
  const unread = seq >= (session.lastMessage?.seq ?? 0) ? 0 : session.unread;
  return { ...session, lastReadSeq: seq, unread };
}

function find(sessions: readonly Session[], id: string): Session | undefined {
  return sessions.find((session) => session.id === id);
}

function change(sessions: readonly Session[], id: string, how: (session: Session) => Session): readonly Session[] {
  const old = find(sessions, id);
  if (old === undefined) {
    return sessions;
  }
  const changed = how(old);
  return changed === old ? sessions : byActivity(sessions.map((session) => (session === old ? changed : session)));
}

function byActivity(sessions: readonly Session[]): readonly Session[] {
  return [...sessions].sort((a, b) => Date.parse(b.lastActivity) - Date.parse(a.lastActivity));
}
