import { useEffect, useState } from 'react';
import type { Session } from '../api/types';
import type { Room } from '../state/room';
import { goTo } from '../state/route';
import { useStore } from '../state/store';
import { Composer } from './Composer';
import { useWorkspace } from './context';
import { EmptyPane } from './EmptyPane';
import { MembersPanel } from './MembersPanel';
import { MessageLog } from './MessageLog';
import { SessionHeader } from './SessionHeader';
import { TaskDialog } from './TaskDialog';
import { TypingLine } from './TypingLine';

/** The session with this id, which a link or a reload may have named before the list knows it. */
export function SessionPane({ sessionId }: { sessionId: string }) {
  const workspace = useWorkspace();
  const sessions = useStore(workspace.inbox.sessions);
  const session = sessions?.find((candidate) => candidate.id === sessionId);
  const [room, setRoom] = useState<Room>();
  const [asked, setAsked] = useState(false);
  const known = session !== undefined;
  const listed = sessions !== undefined;

  useEffect(() => {
    if (listed && !known) {
      workspace.closeRoom(sessionId);
      setRoom(undefined);
      void workspace.inbox.refresh(sessionId).finally(() => setAsked(true));
    }
  }, [workspace, sessionId, listed, known]);

  useEffect(() => {
    if (!known) {
      return undefined;
    }
    const opened = workspace.room(sessionId);
    setRoom(opened);
    workspace.enter(opened);
    return () => workspace.enter(undefined);
  }, [workspace, sessionId, known]);

  if (session !== undefined && room !== undefined) {
    return <OpenSession session={session} room={room} />;
  }
  return asked && !known ? (
    <div className="empty">
      <p>This chat does not exist, or you are not a member of it.</p>
      <button className="primary" onClick={() => goTo({ page: 'home' })}>
        Back to your chats
      </button>
    </div>
  ) : (
    <EmptyPane hasSessions />
  );
}

function OpenSession({ session, room }: { session: Session; room: Room }) {
  const [showMembers, setShowMembers] = useState(false);
  const [startingTask, setStartingTask] = useState(false);
  return (
    <div className="session">
      <section className="conversation" aria-label="Conversation">
        <SessionHeader
          session={session}
          room={room}
          showMembers={showMembers}
          onMembers={() => setShowMembers(!showMembers)}
          onTask={() => setStartingTask(true)}
        />
        <MessageLog session={session} room={room} />
        <TypingLine session={session} room={room} />
        <Composer session={session} room={room} />
      </section>
      {showMembers && <MembersPanel session={session} room={room} onClose={() => setShowMembers(false)} />}
      {startingTask && <TaskDialog session={session} onClose={() => setStartingTask(false)} />}
    </div>
  );
}
