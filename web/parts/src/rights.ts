import { store, type Action, type Chat, type Message, type Readable, type Room } from '@cogo-chat/client';

/** Whether the user may have the AI answer a message of a room. */
export function mayAskAbout(room: Room, { author, parts: [part] }: Message): boolean {
  const said = author.kind !== 'ai' && author.kind !== 'system' && part?.type !== 'unreadable';
  return said && room.session.get()?.ai === true && room.can('send');
}

/** The longest time that a timer can wait. */
const MOST_MS = 2 ** 31 - 1;

/** Whether the user may do something in a room, from now on: it changes with the session, with who is signed in, and when a silence ends. */
export function rightTo(chat: Chat, room: Room, action: Action): Readable<boolean> {
  const look = () => right.set(room.can(action));
  const right = store(room.can(action), () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      look();
      clearTimeout(timer);
      const me = chat.user.get()?.id;
      const until = room.session.get()?.members.find(({ userId }) => userId === me)?.silencedUntil;
      const left = until === undefined ? 0 : Date.parse(until) - Date.now();
      if (left > 0) {
        timer = setTimeout(wait, Math.min(left + 1, MOST_MS));
      }
    };
    const disposers = [room.session.subscribe(wait), chat.user.subscribe(wait)];
    wait();
    return () => {
      clearTimeout(timer);
      disposers.forEach((dispose) => dispose());
    };
  });
  return { get: () => room.can(action), subscribe: right.subscribe };
}
