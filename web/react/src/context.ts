import type { Chat, Room } from '@cogo-chat/client';
import { createContext, createElement, useContext, useMemo, type ReactElement, type ReactNode } from 'react';

const ChatContext = createContext<Chat | undefined>(undefined);
const RoomContext = createContext<Room | undefined>(undefined);

/** Gives everything inside it the client. */
export function ChatProvider({ chat, children }: { chat: Chat; children?: ReactNode }): ReactElement {
  return createElement(ChatContext.Provider, { value: chat }, children);
}

/** Gives everything inside it a session's room. */
export function RoomProvider({ id, children }: { id: string; children?: ReactNode }): ReactElement {
  const chat = useChat();
  const room = useMemo(() => chat.room(id), [chat, id]);
  return createElement(RoomContext.Provider, { value: room }, children);
}

export function useChat(): Chat {
  return given(useContext(ChatContext), 'ChatProvider');
}

/** The room of the `RoomProvider` around. */
export function useTheRoom(): Room {
  return given(useContext(RoomContext), 'RoomProvider');
}

/** The room around, if there is one. */
export function useAnyRoom(): Room | undefined {
  return useContext(RoomContext);
}

function given<T>(value: T | undefined, provider: string): T {
  if (value === undefined) {
    throw new Error(`There is no <${provider}> around this.`);
  }
  return value;
}
