import type { Member, Session } from './generated/api.js';
import { ACTIONS, type Action } from './generated/roles.js';
import type { Message } from './types.js';

const STANDINGS = { owner: 1, admin: 2, member: 4, peer: 8 };

/** What an archived session does not let anybody do. */
const WRITES: ReadonlySet<Action> = new Set<Action>(['send', 'react', 'edit_own', 'edit_others', 'edit_owners']);
const ADDS: ReadonlySet<Action> = new Set<Action>(['add_member', 'add_admin', 'add_owner']);

/**
 * Whether the server would let the caller do something now: the table of roles, archived and silenced. It decides what to offer; the
 * server decides what is done.
 */
export function may(session: Session, me: string, action: Action, now = Date.now()): boolean {
  const standing = STANDINGS[session.kind === 'direct' ? 'peer' : session.role];
  if ((ACTIONS[action] & standing) === 0) {
    return false;
  }
  if (action === 'set_ai' && session.encrypted) {
    return false;
  }
  if (!WRITES.has(action)) {
    return session.archivedAt === undefined || !ADDS.has(action);
  }
  const silenced = memberOf(session, me)?.silencedUntil;
  return session.archivedAt === undefined && (silenced === undefined || Date.parse(silenced) <= now);
}

/** The action that editing or deleting a message is, or undefined for what nobody may. */
export function actionOn(session: Session, what: 'edit' | 'delete', message: Message): Action | undefined {
  const [part] = message.parts;
  if (message.id === undefined || part?.type === 'deleted') {
    return undefined;
  }
  if (what === 'edit' && (part?.type !== 'text' || message.author.kind === 'system')) {
    return undefined;
  }
  if (message.mine) {
    return `${what}_own`;
  }
  const { author } = message;
  const owners = author.kind === 'user' && memberOf(session, author.id)?.role === 'owner';
  return owners ? `${what}_owners` : `${what}_others`;
}

function memberOf(session: Session, userId: string): Member | undefined {
  return session.members.find((member) => member.userId === userId);
}
