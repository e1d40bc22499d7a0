import { lazy, Suspense, useEffect } from 'react';
import { useStore } from '../state/store';
import { route } from '../state/route';
import { Announcements } from './Announcements';
import { ConnectionBanner } from './ConnectionBanner';
import { t } from '../texts';
import { useWorkspace } from './context';
import { EmptyPane } from './EmptyPane';
import { InvitePage } from './InvitePage';
import { SessionPane } from './SessionPane';
import { Sidebar } from './Sidebar';
import { ToastList } from './ToastList';

const AccountPage = lazy(() => import('./account/AccountPage'));
const OperatorPage = lazy(() => import('./operator/OperatorPage'));

/** Everything after the login: the list at one side, what was chosen from it at the other; on a phone one of them. */
export function WorkspacePage() {
  const workspace = useWorkspace();
  const here = useStore(route);
  const sessions = useStore(workspace.chat.sessions.items);
  const unread = useStore(workspace.chat.sessions.unread);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Cogo Chat` : 'Cogo Chat';
    return () => void (document.title = 'Cogo Chat');
  }, [unread]);
  return (
    <div className={`workspace on-${here.page}`}>
      <a className="skip-link" href="#main" onClick={(event) => focusMain(event)}>
        {t.skip}
      </a>
      <div className="banners">
        <ConnectionBanner />
        <Announcements />
      </div>
      <Sidebar route={here} />
      <main id="main" tabIndex={-1} className="main">
        <Suspense>
          {here.page === 'account' && <AccountPage />}
          {here.page === 'operator' && <OperatorPage part={here.part ?? 'board'} />}
        </Suspense>
        {here.page === 'invite' && <InvitePage key={here.token} token={here.token} />}
        {here.page === 'session' && <SessionPane key={here.sessionId} sessionId={here.sessionId} />}
        {here.page === 'home' && <EmptyPane hasSessions={(sessions ?? []).length > 0} />}
      </main>
      <ToastList />
    </div>
  );
}

/** The address after the # is the route, so the link must not change it. */
function focusMain(event: { preventDefault(): void }) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
