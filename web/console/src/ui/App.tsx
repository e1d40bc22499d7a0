import { useEffect, useState } from 'react';
import type { User } from '../types';
import type { Account } from '../state/account';
import { route } from '../state/route';
import { useStore } from '../state/store';
import { Workspace } from '../state/workspace';
import { WorkspaceContext } from './context';
import { EntryPage } from './EntryPage';
import { NewPasswordPage } from './NewPasswordPage';
import { StartingPage } from './StartingPage';
import { WorkspacePage } from './WorkspacePage';

export function App({ account }: { account: Account }) {
  const state = useStore(account.state);
  const page = useStore(route);
  if (page.page === 'password') {
    return <NewPasswordPage account={account} token={page.token} />;
  }
  switch (state.status) {
    case 'starting':
      return <StartingPage account={account} problem={state.problem} />;
    case 'out':
      return <EntryPage account={account} notice={state.notice} />;
    case 'in':
      return <LoggedIn key={state.user.id} account={account} user={state.user} />;
  }
}

function LoggedIn({ account, user }: { account: Account; user: User }) {
  const [workspace, setWorkspace] = useState<Workspace>();
  useEffect(() => {
    const opened = new Workspace(account, user);
    setWorkspace(opened);
    return () => opened.close();
    // A changed name or language is the same login.
  }, [account, user.id]);
  return workspace === undefined ? null : (
    <WorkspaceContext value={workspace}>
      <WorkspacePage />
    </WorkspaceContext>
  );
}
