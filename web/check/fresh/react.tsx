import type { Chat } from '@cogo-chat/client';
import { ChatProvider, RoomProvider, useComposer, useMessages } from '@cogo-chat/react';
import { CogoChat, Message, Thread } from '@cogo-chat/react/parts';

function Lines() {
  const { messages } = useMessages();
  const { text, write, send } = useComposer();
  return (
    <>
      {messages.map((message) => (
        <p key={message.key}>{message.text}</p>
      ))}
      <input value={text} onChange={(event) => write(event.target.value)} />
      <button onClick={send}>Send</button>
    </>
  );
}

export function Page({ chat, sessionId }: { chat: Chat; sessionId: string }) {
  return (
    <ChatProvider chat={chat}>
      <CogoChat sessionId={sessionId} theme="dark" />
      <RoomProvider id={sessionId}>
        <Lines />
        <Thread.Root>
          {({ message }) => (
            <Message.Root message={message}>
              <Message.Author /> <Message.Parts />
            </Message.Root>
          )}
        </Thread.Root>
      </RoomProvider>
    </ChatProvider>
  );
}
