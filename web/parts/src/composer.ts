import { store, type Message, type Readable, type Room } from '@cogo-chat/client';
import { runIn } from './run.js';

export interface ComposerState {
  readonly text: string;
  /** The message that is being answered. */
  readonly replyTo?: Message;
  /** The message that is being changed; `text` is its text then. */
  readonly editing?: Message;
  /** Why the change was refused. */
  readonly error?: Error;
}

/** What somebody is about to say in a room. */
export interface Composer {
  readonly state: Readable<ComposerState>;
  /** The text is now this one, by typing. */
  write(text: string): void;
  reply(message: Message): void;
  edit(message: Message): void;
  /** Neither answers nor changes a message any longer. */
  cancel(): void;
  /** Sends what was written, to be told to the members named with @, or stores the change. False if there is nothing to send. */
  send(): boolean;
  /** Asks the AI what was written. */
  ask(language?: string): boolean;
  /** Takes a message that was refused back into the field. */
  takeBack(message: Message): void;
}

const composers = new WeakMap<Room, Composer>();

/** The one composer of a room: what was written stays there while another room is looked at. */
export function composerOf(room: Room): Composer {
  let composer = composers.get(room);
  if (composer === undefined) {
    composer = createComposer(room);
    composers.set(room, composer);
  }
  return composer;
}

/** What the server takes in one message. */
const MOST_MENTIONS = 50;

/** The members whose name stands behind an @ in a text, whole and in no code and no address. */
function mentionsIn(text: string, room: Room): string[] {
  // What is not closed is no code.
  const prose = text.split(/`+/).filter((_, i, { length }) => i % 2 === 0 || i === length - 1);
  const isNamed = (name: string) =>
    prose.some((said) =>
      said
        .split(`@${name}`)
        .some(
          (before, i, { [i + 1]: after }) =>
            after !== undefined && !/[\w/.]$/.test(before) && !/^[\w\p{L}]/u.test(after),
        ),
    );
  return room.members.items
    .get()
    .filter(({ displayName }) => isNamed(displayName))
    .slice(0, MOST_MENTIONS)
    .map(({ userId }) => userId);
}

const EMPTY: ComposerState = { text: '' };

function createComposer(room: Room): Composer {
  const state = store(EMPTY);
  /** What was written before a message was changed. */
  let before = EMPTY;

  function leaveEdit(): void {
    state.set(before);
    before = EMPTY;
  }

  /** Takes the text out of the field, if there is something to see in it. */
  function take(): ComposerState | undefined {
    const taken = state.get();
    if (taken.text.trim() === '') {
      return undefined;
    }
    state.set(EMPTY);
    return taken;
  }

  return {
    state,
    write(text) {
      state.update((now) => ({ ...now, text, error: undefined }));
      if (state.get().editing === undefined && text !== '') {
        room.typing.keystroke();
      } else {
        room.typing.stop();
      }
    },
    reply(message) {
      if (state.get().editing !== undefined) {
        leaveEdit();
      }
      state.update((now) => ({ ...now, replyTo: message }));
    },
    edit(message) {
      if (state.get().editing === undefined) {
        before = state.get();
      }
      state.set({ text: message.text, editing: message });
    },
    cancel() {
      if (state.get().editing === undefined) {
        state.update(({ text }) => ({ text }));
      } else {
        leaveEdit();
      }
    },
    send() {
      const { editing, text } = state.get();
      if (editing === undefined) {
        const taken = take();
        if (taken !== undefined) {
          const { text: said, replyTo } = taken;
          room.messages.send({ text: said, replyTo, mentions: mentionsIn(said, room) });
        }
        return taken !== undefined;
      }
      if (text.trim() === '') {
        return false;
      }
      leaveEdit();
      runIn(
        () => room.messages.edit(editing, text),
        (error) => {
          before = state.get();
          state.set({ text, editing, error });
        },
      );
      return true;
    },
    ask(language) {
      const taken = state.get().editing === undefined ? take() : undefined;
      if (taken !== undefined) {
        room.ai.ask(taken.text, { language });
      }
      return taken !== undefined;
    },
    takeBack(message) {
      const draft = room.messages.discard(message.key);
      if (draft !== undefined) {
        if (state.get().editing !== undefined) {
          leaveEdit();
        }
        state.update((now) => ({ ...now, text: now.text === '' ? draft.text : `${now.text}\n${draft.text}` }));
      }
    },
  };
}
