import { derived, type Readable, type Room, type Session } from '@cogo-chat/client';

/** What decides who may do what. */
const RULES = ['role', 'members', 'archivedAt'] as const satisfies (keyof Session)[];

const known = new WeakMap<Room, Readable<Session | undefined>>();

/**
 * A room's session, told of when something about what is allowed in it changes. What is drawn for every message looks at this: the session itself
 * is another one with each message that comes.
 */
export function rulesOf(room: Room): Readable<Session | undefined> {
  let rules = known.get(room);
  if (rules === undefined) {
    let last: Session | undefined;
    rules = derived([room.session], (now) => {
      const same = last && now && RULES.every((name) => last![name] === now[name]);
      return same ? last : (last = now);
    });
    known.set(room, rules);
  }
  return rules;
}
