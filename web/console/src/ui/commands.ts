import type { Message } from '../types';

/** What can be done with a message of the log; the same object as long as the room is open. */
export interface MessageCommands {
  /** Opens the menu of a message, or only its emoji. */
  openMenu(message: Message, anchor: HTMLElement, emojiOnly: boolean): void;
  react(message: Message, emoji: string, on: boolean): void;
  reply(message: Message): void;
}
