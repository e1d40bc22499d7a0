import { useEffect, useState } from 'react';
import { asChatError, type ChatError } from '@cogo-chat/client';
import type { InvitePreview } from '../types';
import { goTo } from '../state/route';
import { problemText } from '../state/problems';
import { useWorkspace } from './context';
import { Logo } from './Icon';
import { t } from '../texts';

/** Where an invite link leads: which chat it is, and the way in. */
export function InvitePage({ token }: { token: string }) {
  const { chat } = useWorkspace();
  const [preview, setPreview] = useState<InvitePreview>();
  const [problem, setProblem] = useState<ChatError>();
  const [joining, setJoining] = useState(false);

  useEffect(() => {
    const reading = new AbortController();
    chat.invites.preview(token, { signal: reading.signal }).then(setPreview, (error: unknown) => {
      if (!reading.signal.aborted) {
        setProblem(asChatError(error));
      }
    });
    return () => reading.abort();
  }, [chat, token]);

  async function join() {
    setJoining(true);
    setProblem(undefined);
    try {
      const session = await chat.invites.accept(token);
      goTo({ page: 'session', sessionId: session.id });
    } catch (error) {
      setProblem(asChatError(error));
      setJoining(false);
    }
  }

  const sessionId = preview?.sessionId;
  return (
    <div className="entry">
      <section className="entry-card centred" aria-labelledby="invite-title" data-testid="invite-page">
        <Logo />
        {preview === undefined && problem === undefined && <p className="muted">{t.inviteLooking}</p>}
        {preview !== undefined && (
          <>
            <p className="muted">{sessionId === undefined ? t.invitedTo : t.alreadyMember}</p>
            <h1 id="invite-title" dir="auto">
              {preview.title ?? t.chatWithoutTitle}
            </h1>
            <p className="muted">{t.memberCount(preview.memberCount)}</p>
          </>
        )}
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problemText(problem)}
          </p>
        )}
        {preview !== undefined && sessionId === undefined && (
          <button className="primary" disabled={joining} onClick={() => void join()}>
            {t.join}
          </button>
        )}
        {sessionId !== undefined && (
          <button className="primary" onClick={() => goTo({ page: 'session', sessionId })}>
            {t.openChat}
          </button>
        )}
        <button className="plain" onClick={() => goTo({ page: 'home' })}>
          {t.backToChats}
        </button>
      </section>
    </div>
  );
}
