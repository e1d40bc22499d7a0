import { store, type Message, type Readable, type Room } from '@cogo-chat/client';
import type { Texts } from './texts/texts.js';
import { excerptOf, nameOf } from './words.js';

/** A screen reader is told of what came within this time at once. */
const TOGETHER_MS = 1_500;

/** What a screen reader is told of a room: the message that came, or how many. Those of the user, and what is still written, are not told. */
export function announcementsOf(room: Room, texts: Texts): Readable<string> {
  const { items, hasOlder, hasNewer } = room.messages;
  const said = store('', () => {
    let heard = newestOf(items.get());
    let ready = hasOlder.get() !== undefined;
    let waiting: Message[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const [only] = waiting;
      said.set(
        waiting.length === 1 && only !== undefined
          ? `${nameOf(only, texts)}: ${excerptOf(only, texts)}`
          : texts.newMessages(waiting.length),
      );
      waiting = [];
    };
    const off = items.subscribe((messages) => {
      const news = ready && !hasNewer.get() ? messages.filter(({ seq, mine }) => !mine && (seq ?? 0) > heard) : [];
      heard = Math.max(heard, newestOf(messages));
      ready = hasOlder.get() !== undefined;
      if (news.length > 0) {
        waiting.push(...news);
        timer ??= setTimeout(tell, TOGETHER_MS);
      }
    });
    return () => {
      off();
      clearTimeout(timer);
    };
  });
  return said;
}

function newestOf(messages: readonly Message[]): number {
  return messages.findLast(({ seq }) => seq !== undefined)?.seq ?? 0;
}
