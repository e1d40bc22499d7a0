import type { Message, Session } from '../api/types';

export type SessionAction =
  | { type: 'loaded'; sessions: readonly Session[] }
  /** A session as the server sees it now. */
  | { type: 'put'; session: Session }
  | { type: 'gone'; sessionId: string }
  | { type: 'message'; message: Message; me: string }
  | { type: 'read'; sessionId: string; seq: number };

/** The caller's sessions, newest activity first. */
export function reduceSessions(sessions: readonly Session[], action: SessionAction): readonly Session[] {
  switch (action.type) {
    case 'loaded':
      return byActivity(action.sessions);
    case 'put':
      return byActivity([action.session, ...sessions.filter((session) => session.id !== action.session.id)]);
    case 'gone':
      return sessions.filter((session) => session.id !== action.sessionId);
    case 'message':
      return change(sessions, action.message.sessionId, (session) => withMessage(session, action.message, action.me));
    case 'read':
      return change(sessions, action.sessionId, (session) => {
        const unread = Math.max(0, session.lastSeq - action.seq);
        return unread < session.unread ? { ...session, unread } : session;
      });
  }
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

function withMessage(session: Session, message: Message, me: string): Session {
  if (message.seq <= session.lastSeq) {
    return session;
  }
  const missed = message.seq - session.lastSeq;
  return {
    ...session,
    lastMessage: message,
    lastSeq: message.seq,
    lastActivity: message.timestamp,
    // Whoever writes has read what was there before.
    unread: message.userId === me ? 0 : session.unread + missed,
  };
}

function change(sessions: readonly Session[], id: string, how: (session: Session) => Session): readonly Session[] {
  const old = sessions.find((session) => session.id === id);
  if (old === undefined) {
    return sessions;
  }
  const changed = how(old);
  return changed === old ? sessions : byActivity(sessions.map((session) => (session === old ? changed : session)));
}

function byActivity(sessions: readonly Session[]): readonly Session[] {
  return [...sessions].sort((a, b) => Date.parse(b.lastActivity) - Date.parse(a.lastActivity));
}
