import { ChatProvider } from '@cogo-chat/react';
import { LanguageProvider } from '@cogo-chat/react/parts';
import { useEffect, useState } from 'react';
import type { User } from '../types';
import type { Account } from '../state/account';
import { language } from '../state/language';
import { route } from '../state/route';
import { useStore } from '../state/store';
import { Workspace } from '../state/workspace';
import { WorkspaceContext } from './context';
import { EntryPage } from './EntryPage';
import { NewPasswordPage } from './NewPasswordPage';
import { StartingPage } from './StartingPage';
import { WorkspacePage } from './WorkspacePage';

export function App({ account }: { account: Account }) {
  const spoken = useStore(language);
  return (
    <LanguageProvider language={spoken}>
      <ChatProvider chat={account.chat}>
        <Page account={account} />
      </ChatProvider>
    </LanguageProvider>
  );
}

function Page({ account }: { account: Account }) {
  const spoken = useStore(language);
  const state = useStore(account.state);
  const page = useStore(route);
  if (page.page === 'password') {
    return <NewPasswordPage key={spoken} account={account} token={page.token} />;
  }
  switch (state.status) {
    case 'starting':
      return <StartingPage key={spoken} account={account} problem={state.problem} />;
    case 'out':
      return <EntryPage key={spoken} account={account} notice={state.notice} />;
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
  const spoken = useStore(language);
  return workspace === undefined ? null : (
    <WorkspaceContext value={workspace}>
      <WorkspacePage key={spoken} />
    </WorkspaceContext>
  );
}
