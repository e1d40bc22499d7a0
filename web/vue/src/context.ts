import type { Chat, Room } from '@cogo-chat/client';
import {
  computed,
  defineComponent,
  inject,
  provide,
  toValue,
  type ComputedRef,
  type InjectionKey,
  type MaybeRefOrGetter,
  type Plugin,
} from 'vue';

const chatKey: InjectionKey<Chat> = Symbol('cogo chat');
const roomKey: InjectionKey<ComputedRef<Room>> = Symbol('cogo room');

/** The plugin that gives an app the client: `app.use(createCogo({ chat }))`. */
export function createCogo({ chat }: { chat: Chat }): Plugin<[]> {
  return { install: (app) => void app.provide(chatKey, chat) };
}

/** Gives the client to the components inside this one. */
export function provideChat(chat: Chat): void {
  provide(chatKey, chat);
}

/** Gives a session's room to the components inside this one; a ref's or getter's other id is another room. */
export function provideRoom(id: MaybeRefOrGetter<string>, chat = useChat()): ComputedRef<Room> {
  const room = computed(() => chat.room(toValue(id)));
  provide(roomKey, room);
  return room;
}

/** `provideRoom` as a component. */
export const RoomProvider = defineComponent(
  (props: { id: string }, { slots }) => {
    provideRoom(() => props.id);
    return () => slots.default?.();
  },
  { name: 'RoomProvider', props: { id: { type: String, required: true } } },
);

export function useChat(): Chat {
  return given(inject(chatKey, undefined), 'Use the plugin of createCogo, or provideChat.');
}

/** The room of the `RoomProvider` around. */
export function useTheRoom(): ComputedRef<Room> {
  return given(useAnyRoom(), 'There is no RoomProvider around this.');
}

/** The room around, if there is one. */
export function useAnyRoom(): ComputedRef<Room> | undefined {
  return inject(roomKey, undefined);
}

function given<T>(value: T | undefined, problem: string): T {
  if (value === undefined) {
    throw new Error(problem);
  }
  return value;
}
