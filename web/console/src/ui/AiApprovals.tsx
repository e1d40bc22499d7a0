import { ChatProvider, RoomProvider } from '@cogo-chat/react';
import { Approvals } from '@cogo-chat/react/parts';
import { useWorkspace } from './context';

/** What the AI asks the user about in a session; nothing when it asks nothing. */
export function AiApprovals({ sessionId }: { sessionId: string }) {
  const { chat } = useWorkspace();
  return (
    <ChatProvider chat={chat}>
      <RoomProvider id={sessionId}>
        <Approvals.Root />
      </RoomProvider>
    </ChatProvider>
  );
}
