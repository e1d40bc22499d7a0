import type { Assistant, Member, Message, Session } from '@cogo-chat/client';
import { plainText } from './nodes.js';
import type { Texts } from './texts/texts.js';

const DAY_MS = 86_400_000;
const times = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it a hundred times. */
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options);
  let made = times.get(name);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(language, options);
    times.set(name, made);
  }
  return made;
}

export function timeText(at: string, { language }: Texts): string {
  return format(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

/** A day as people say it: today, yesterday, or its date. */
export function dayText(at: string, { language }: Texts, now = new Date()): string {
  const date = new Date(at);
  const days = Math.round((startOf(now) - startOf(date)) / DAY_MS);
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  }
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return format(language, { weekday: 'long', month: 'long', day: 'numeric', year }).format(date);
}

/** When something happened, as short as it can be said. */
export function whenText(at: string, texts: Texts, now = new Date()): string {
  return startOf(now) === startOf(new Date(at))
    ? timeText(at, texts)
    : format(texts.language, { month: 'numeric', day: 'numeric' }).format(new Date(at));
}

export function startOf(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Which assistant a message is from, where that is known. */
export function assistantOf({ parts: [part] }: Pick<Message, 'parts'>): Assistant | undefined {
  return part?.type === 'ai' ? part.assistant : undefined;
}

export function nameOf(message: Pick<Message, 'author' | 'parts'>, texts: Texts): string {
  const { author } = message;
  switch (author.kind) {
    case 'ai':
      return assistantOf(message)?.displayName ?? texts.ai;
    case 'user':
      return author.name ?? texts.somebody;
    case 'gone':
      return texts.deletedAccount;
    default:
      return texts[author.kind];
  }
}

/** A session's title, or who else is in it. */
export function titleOf(session: Session, me: string | undefined, texts: Texts): string {
  const others = session.members.filter(({ userId }) => userId !== me).map(({ displayName }) => displayName);
  return session.title ?? (others.slice(0, 3).join(', ') || texts.untitled);
}

/** How many names a line of those who type has. */
const MOST_NAMES = 3;

export function typingText(users: readonly string[], members: readonly Member[], texts: Texts): string {
  const names = users.flatMap((id) => members.find(({ userId }) => userId === id)?.displayName ?? []);
  const named = names.slice(0, MOST_NAMES);
  if (users.length === 0) {
    return '';
  }
  return named.length === 0
    ? texts.typing([texts.somebody], users.length - 1)
    : texts.typing(named, users.length - named.length);
}

const MOST_SHOWN = 200;

/** What a message says, in a line. */
export function excerptOf({ parts: [part], text }: Message, texts: Texts): string {
  if (part?.type === 'deleted' || part?.type === 'unreadable') {
    return texts[part.type];
  }
  const line = plainText(text.slice(0, 2 * MOST_SHOWN));
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}

/** Two letters for who has no picture. */
export function initialsOf(name: string): string {
  const [first = '', last] = name.trim().split(' ');
  return ([...first][0] ?? '?') + (last === undefined ? '' : ([...last][0] ?? ''));
}

/** A hue of somebody's own, the same at each place. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) {
    sum = (sum * 31 + letter.codePointAt(0)!) % 360;
  }
  return sum;
}

/** What a member is called; an assistant with its emoji before it. */
export function memberName({ displayName, assistant }: Member): string {
  const emoji = assistant?.avatar?.startsWith('https:') ? undefined : assistant?.avatar;
  return emoji === undefined ? displayName : `${emoji} ${displayName}`;
}

/** What is to be known of a member beside their name. */
export function memberNote(member: Member, texts: Texts): string {
  if (isSilenced(member)) {
    return texts.silenced;
  }
  return member.assistant === undefined
    ? member.role === 'member'
      ? ''
      : texts.roles[member.role]
    : `@${member.assistant.handle}`;
}

export function isSilenced({ silencedUntil }: Member, now = Date.now()): boolean {
  return silencedUntil !== undefined && Date.parse(silencedUntil) > now;
}
