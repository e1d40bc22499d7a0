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
import { computed, onScopeDispose, toValue, type ComputedRef, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import { useAnyRoom, useChat, useTheRoom } from './context.js';
import { useStore } from './store.js';

type Ref<T> = Readonly<ShallowRef<T>>;

/** Methods of what there is when they are called: another room's, once another one is shown. */
function callsOf<T, K extends keyof T>(now: () => T, ...names: readonly K[]): Pick<T, K> {
  const calls = names.map((name) => [
    name,
    (...given: unknown[]) => (now()[name] as (...given: unknown[]) => unknown)(...given),
  ]);
  return Object.fromEntries(calls) as Pick<T, K>;
}

/** Whether there is a connection, and why not. */
export function useConnection(): Ref<ConnectionState> {
  return useStore(useChat().connection);
}

/** Who is signed in: null for nobody, undefined while that is not known. */
export function useUser(): Ref<User | null | undefined> {
  return useStore(useChat().user);
}

export interface UseSessions extends Pick<Sessions, 'load' | 'loadMore' | 'create'> {
  /** Newest activity first; undefined until they were read. */
  readonly sessions: Ref<readonly Session[] | undefined>;
  readonly hasMore: Ref<boolean>;
  readonly error: Ref<ChatError | undefined>;
}

/** The user's sessions, kept up to date. */
export function useSessions(): UseSessions {
  const { items, hasMore, error, load, loadMore, create } = useChat().sessions;
  return { sessions: useStore(items), hasMore: useStore(hasMore), error: useStore(error), load, loadMore, create };
}

/** How many messages wait in all sessions. */
export function useUnread(): Ref<number> {
  return useStore(useChat().sessions.unread);
}

export interface UseRoom {
  readonly room: ComputedRef<Room>;
  /** Title, members, settings; undefined until it was read. */
  readonly session: Ref<Session | undefined>;
  readonly status: ComputedRef<RoomState['status']>;
  readonly error: ComputedRef<ChatError | undefined>;
}

/** The room around, and how it stands. */
export function useRoom(): UseRoom {
  const room = useTheRoom();
  const state = useStore(() => room.value.status);
  return {
    room,
    session: useStore(() => room.value.session),
    status: computed(() => state.value.status),
    error: computed(() => state.value.error),
  };
}

export interface UseMessages extends Omit<Messages, 'items' | 'hasOlder' | 'hasNewer'> {
  readonly messages: Ref<readonly Message[]>;
  /** Undefined until the first page came. */
  readonly hasOlder: Ref<boolean | undefined>;
  readonly hasNewer: Ref<boolean>;
}

/** What is said in the room, and what is on its way. */
export function useMessages(): UseMessages {
  const room = useTheRoom();
  const now = () => room.value.messages;
  return {
    messages: useStore(() => now().items),
    hasOlder: useStore(() => now().hasOlder),
    hasNewer: useStore(() => now().hasNewer),
    ...callsOf(
      now,
      'loadOlder',
      'loadNewer',
      'around',
      'latest',
      'send',
      'retry',
      'discard',
      'edit',
      'delete',
      'react',
      'search',
    ),
  };
}

export interface UseComposer extends Omit<Composer, 'state'> {
  readonly composer: Ref<ComposerState>;
}

/** What is about to be said; the same for all who use it in a room. */
export function useComposer(): UseComposer {
  const room = useTheRoom();
  const now = () => composerOf(room.value);
  return {
    composer: useStore(() => now().state),
    ...callsOf(now, 'write', 'reply', 'edit', 'takeBack', 'cancel', 'send', 'ask'),
  };
}

export interface UseTyping extends Omit<Typing, 'users'> {
  /** The ids of the others who type. */
  readonly users: Ref<readonly string[]>;
}

export function useTyping(): UseTyping {
  const room = useTheRoom();
  const now = () => room.value.typing;
  return { users: useStore(() => now().users), ...callsOf(now, 'keystroke', 'stop') };
}

export interface UsePresence extends Pick<Presence, 'set'> {
  /** Who is here, by user id. */
  readonly users: Ref<ReadonlyMap<string, Present>>;
  readonly count: Ref<number>;
}

export function usePresence(): UsePresence {
  const room = useTheRoom();
  const now = () => room.value.presence;
  return { users: useStore(() => now().users), count: useStore(() => now().count), ...callsOf(now, 'set') };
}

export interface UseMembers extends Omit<Members, 'items'> {
  readonly members: Ref<readonly Member[]>;
  readonly invites: ComputedRef<Invites>;
}

/** Who belongs to the session. */
export function useMembers(): UseMembers {
  const room = useTheRoom();
  const now = () => room.value.members;
  return {
    members: useStore(() => now().items),
    invites: computed(() => room.value.invites),
    ...callsOf(now, 'load', 'add', 'remove', 'update', 'transfer'),
  };
}

/** A message as an answer of the AI; undefined if it is none. */
export function useAiAnswer(message: MaybeRefOrGetter<Message>): ComputedRef<AiAnswer | undefined> {
  const room = useTheRoom();
  return computed(() => answerIn(room.value, toValue(message)));
}

/** A task of an agent, kept up to date. */
export function useTask(taskId: MaybeRefOrGetter<string>): Ref<TaskState> {
  const room = useTheRoom();
  return useStore(() => room.value.tasks.watch(toValue(taskId)));
}

export interface UseApprovals extends Pick<Approvals, 'decide'> {
  /** What the AI asks the user about in this room, oldest first. */
  readonly approvals: Ref<readonly ToolApproval[]>;
}

export function useApprovals(): UseApprovals {
  const chat = useChat();
  const room = useTheRoom();
  const now = () => approvalsOf(chat, room.value);
  return { approvals: useStore(() => now().items), ...callsOf(now, 'decide') };
}

export interface UseTasks extends Pick<Tasks, 'load' | 'start'> {
  /** Newest first, as far as they were read or started here. */
  readonly tasks: Ref<readonly Task[]>;
}

export function useTasks(): UseTasks {
  const room = useTheRoom();
  const now = () => room.value.tasks;
  return { tasks: useStore(() => now().items), ...callsOf(now, 'load', 'start') };
}

export interface UseSearch extends Omit<Search, 'state'> {
  readonly found: Ref<SearchState>;
}

/** A search of the room's messages; of all the user's with `everywhere`, or where no room is around. */
export function useSearch({ everywhere = false }: { everywhere?: boolean } = {}): UseSearch {
  const chat = useChat();
  const room = useAnyRoom();
  const { state, ...actions } = createSearch((words, options) =>
    everywhere || room === undefined ? chat.search(words, options) : room.value.messages.search(words, options),
  );
  onScopeDispose(actions.clear);
  return { ...actions, found: useStore(state) };
}

export interface UseReadMarks {
  /** How far the others have read, by user id, as far as it was heard. */
  readonly marks: Ref<ReadonlyMap<string, number>>;
  /** The ids of those who have read a message. */
  readersOf(message: Message): readonly string[];
  /** The user has seen everything up to a seq, or the last message. */
  read(seq?: number): void;
}

export function useReadMarks(): UseReadMarks {
  const room = useTheRoom();
  const marks = useStore(() => room.value.reads);
  return { marks, readersOf: (message) => readersOf(message, marks.value), ...callsOf(() => room.value, 'read') };
}

/** Whether the user may do something in the room now. */
export function useCan(action: MaybeRefOrGetter<Action>): Ref<boolean> {
  const chat = useChat();
  const room = useTheRoom();
  return useStore(() => rightTo(chat, room.value, toValue(action)));
}
