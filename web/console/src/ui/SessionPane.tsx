import { RoomProvider } from '@cogo-chat/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Session } from '../types';
import type { Room } from '../state/room';
import { goTo, route } from '../state/route';
import { useStore } from '../state/store';
import { AiApprovals } from './AiApprovals';
import { Composer } from './Composer';
import { useWorkspace } from './context';
import { EmptyPane } from './EmptyPane';
import { MembersPanel } from './MembersPanel';
import { InviteDialog } from './InviteDialog';
import { MessageLog } from './MessageLog';
import { SessionHeader } from './SessionHeader';
import { SessionSettings } from './SessionSettings';

import { TypingLine } from './TypingLine';
import { t } from '../texts';

const TaskDialog = lazy(() => import('./TaskDialog'));

/** The session with this id, which a link or a reload may have named before the list knows it. */
export function SessionPane({ sessionId }: { sessionId: string }) {
  const workspace = useWorkspace();
  const { session: known, status } = workspace.chat.room(sessionId);
  const session = useStore(known);
  const failed = useStore(status).status === 'failed';
  const [room, setRoom] = useState<Room>();
  const isKnown = session !== undefined;

  useEffect(() => {
    if (!isKnown) {
      return undefined;
    }
    const opened = workspace.room(sessionId);
    setRoom(opened);
    workspace.enter(opened);
    return () => {
      workspace.enter(undefined);
      setRoom(undefined);
    };
  }, [workspace, sessionId, isKnown]);

  useEffect(() => {
    if (failed) {
      workspace.closeRoom(sessionId);
    }
  }, [workspace, sessionId, failed]);

  if (session !== undefined && room !== undefined) {
    return (
      <RoomProvider id={sessionId}>
        <OpenSession session={session} room={room} />
      </RoomProvider>
    );
  }
  return failed ? (
    <div className="empty">
      <p>{t.noSuchChat}</p>
      <button className="primary" onClick={() => goTo({ page: 'home' })}>
        {t.backToChats}
      </button>
    </div>
  ) : (
    <EmptyPane hasSessions />
  );
}

function OpenSession({ session, room }: { session: Session; room: Room }) {
  const { toasts } = useWorkspace();
  const here = useStore(route);
  const [showMembers, setShowMembers] = useState(false);
  const [dialog, setDialog] = useState<'task' | 'settings' | 'invite'>();
  const close = () => setDialog(undefined);

  useEffect(() => {
    if (here.page === 'session' && here.at !== undefined) {
      room.reveal(here.at).catch((error: unknown) => toasts.error(error));
    }
  }, [here, room, toasts]);

  return (
    <div className="session">
      <section className="conversation" aria-label={t.conversation}>
        <SessionHeader
          session={session}
          room={room}
          showMembers={showMembers}
          onMembers={() => setShowMembers(!showMembers)}
          onTask={() => setDialog('task')}
          onSettings={() => setDialog('settings')}
        />
        <MessageLog session={session} room={room} />
        <AiApprovals sessionId={session.id} />
        <TypingLine session={session} room={room} />
        <Composer session={session} room={room} />
      </section>
      {showMembers && (
        <MembersPanel
          session={session}
          room={room}
          onInvite={() => setDialog('invite')}
          onClose={() => setShowMembers(false)}
        />
      )}
      {dialog === 'task' && (
        <Suspense>
          <TaskDialog onClose={close} />
        </Suspense>
      )}
      {dialog === 'settings' && (
        <SessionSettings session={session} room={room} onInvite={() => setDialog('invite')} onClose={close} />
      )}
      {dialog === 'invite' && <InviteDialog session={session} onClose={close} />}
    </div>
  );
}
