import { derived, type Readable, type Room, type Session } from '@cogo-chat/client';

/** What decides who may do what, and what it is called. */
const SETTINGS = ['role', 'members', 'archivedAt', 'ai', 'title'] as const satisfies (keyof Session)[];

const known = new WeakMap<Room, Readable<Session | undefined>>();

/**
 * A room's session, told of when something about it changes that a message does not change: with each message that comes the session itself is
 * another one.
 */
export function settingsOf(room: Room): Readable<Session | undefined> {
  let settings = known.get(room);
  if (settings === undefined) {
    let last: Session | undefined;
    settings = derived([room.session], (now) => {
      const same = last && now && SETTINGS.every((name) => last![name] === now[name]);
      return same ? last : (last = now);
    });
    known.set(room, settings);
  }
  return settings;
}
