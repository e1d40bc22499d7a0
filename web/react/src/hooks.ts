import {
  approvalsOf,
  type Action,
  type Approvals,
  type ChatError,
  type ConnectionState,
  type Invites,
  type Member,
  type Members,
  type Message,
  type Messages,
  type Presence,
  type Present,
  type Room,
  type RoomState,
  type Session,
  type Sessions,
  type Task,
  type Tasks,
  type TaskState,
  type ToolApproval,
  type Typing,
  type User,
} from '@cogo-chat/client';
import {
  answerIn,
  composerOf,
  createSearch,
  readersOf,
  rightTo,
  type AiAnswer,
  type Composer,
  type ComposerState,
  type Search,
  type SearchState,
} from '@cogo-chat/parts';
import { useEffect, useMemo } from 'react';
import { useAnyRoom, useChat, useTheRoom } from './context.js';
import { useStore } from './store.js';

/** Whether there is a connection, and why not. */
export function useConnection(): ConnectionState {
  return useStore(useChat().connection);
}

/** Who is signed in: null for nobody, undefined while that is not known. */
export function useUser(): User | null | undefined {
  return useStore(useChat().user);
}

export interface UseSessions extends Pick<Sessions, 'load' | 'loadMore' | 'create'> {
  /** Newest activity first; undefined until they were read. */
  readonly sessions: readonly Session[] | undefined;
  readonly hasMore: boolean;
  readonly error: ChatError | undefined;
}

/** The user's sessions, kept up to date. */
export function useSessions(): UseSessions {
  const { items, hasMore, error, load, loadMore, create } = useChat().sessions;
  return { sessions: useStore(items), hasMore: useStore(hasMore), error: useStore(error), load, loadMore, create };
}

/** How many messages wait in all sessions. */
export function useUnread(): number {
  return useStore(useChat().sessions.unread);
}

export interface UseRoom extends RoomState {
  readonly room: Room;
  /** Title, members, settings; undefined until it was read. */
  readonly session: Session | undefined;
}

/** The room around, and how it stands. */
export function useRoom(): UseRoom {
  const room = useTheRoom();
  return { ...useStore(room.status), room, session: useStore(room.session) };
}

export interface UseMessages extends Omit<Messages, 'items' | 'hasOlder' | 'hasNewer'> {
  readonly messages: readonly Message[];
  /** Undefined until the first page came. */
  readonly hasOlder: boolean | undefined;
  readonly hasNewer: boolean;
}

/** What is said in the room, and what is on its way. */
export function useMessages(): UseMessages {
  const { items, hasOlder, hasNewer, ...actions } = useTheRoom().messages;
  return { ...actions, messages: useStore(items), hasOlder: useStore(hasOlder), hasNewer: useStore(hasNewer) };
}

export type UseComposer = ComposerState & Omit<Composer, 'state'>;

/** What is about to be said; the same for all who use it in a room. */
export function useComposer(): UseComposer {
  const { state, ...actions } = composerOf(useTheRoom());
  return { ...actions, ...useStore(state) };
}

export interface UseTyping extends Omit<Typing, 'users'> {
  /** The ids of the others who type. */
  readonly users: readonly string[];
}

export function useTyping(): UseTyping {
  const { users, ...actions } = useTheRoom().typing;
  return { ...actions, users: useStore(users) };
}

export interface UsePresence extends Pick<Presence, 'set'> {
  /** Who is here, by user id. */
  readonly users: ReadonlyMap<string, Present>;
  readonly count: number;
}

export function usePresence(): UsePresence {
  const { users, count, set } = useTheRoom().presence;
  return { users: useStore(users), count: useStore(count), set };
}

export interface UseMembers extends Omit<Members, 'items'> {
  readonly members: readonly Member[];
  readonly invites: Invites;
}

/** Who belongs to the session. */
export function useMembers(): UseMembers {
  const { members, invites } = useTheRoom();
  const { items, ...actions } = members;
  return { ...actions, members: useStore(items), invites };
}

/** A message as an answer of the AI; undefined if it is none. */
export function useAiAnswer(message: Message): AiAnswer | undefined {
  const room = useTheRoom();
  return useMemo(() => answerIn(room, message), [room, message]);
}

/** A task of an agent, kept up to date. */
export function useTask(taskId: string): TaskState {
  return useStore(useTheRoom().tasks.watch(taskId));
}

export interface UseApprovals extends Pick<Approvals, 'decide'> {
  /** What the AI asks the user about in this room, oldest first. */
  readonly approvals: readonly ToolApproval[];
}

export function useApprovals(): UseApprovals {
  const { items, decide } = approvalsOf(useChat(), useTheRoom());
  return { approvals: useStore(items), decide };
}

export interface UseTasks extends Pick<Tasks, 'load' | 'start'> {
  /** Newest first, as far as they were read or started here. */
  readonly tasks: readonly Task[];
}

export function useTasks(): UseTasks {
  const { items, load, start } = useTheRoom().tasks;
  return { tasks: useStore(items), load, start };
}

export type UseSearch = SearchState & Omit<Search, 'state'>;

/** A search of the room's messages; of all the user's with `everywhere`, or where no room is around. */
export function useSearch({ everywhere = false }: { everywhere?: boolean } = {}): UseSearch {
  const chat = useChat();
  const room = useAnyRoom();
  const find = everywhere || room === undefined ? chat.search : room.messages.search;
  const { state, ...actions } = useMemo(() => createSearch(find), [find]);
  useEffect(() => actions.clear, [actions.clear]);
  return { ...actions, ...useStore(state) };
}

export interface UseReadMarks {
  /** How far the others have read, by user id, as far as it was heard. */
  readonly marks: ReadonlyMap<string, number>;
  /** The ids of those who have read a message. */
  readersOf(message: Message): readonly string[];
  /** The user has seen everything up to a seq, or the last message. */
  read(seq?: number): void;
}

export function useReadMarks(): UseReadMarks {
  const { reads, read } = useTheRoom();
  const marks = useStore(reads);
  return { marks, readersOf: (message) => readersOf(message, marks), read };
}

/** Whether the user may do something in the room now. */
export function useCan(action: Action): boolean {
  const chat = useChat();
  const room = useTheRoom();
  return useStore(useMemo(() => rightTo(chat, room, action), [chat, room, action]));
}
