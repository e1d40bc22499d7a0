import type { ReactNode } from 'react';
import { useState } from 'react';
import { t } from '../../texts';
import { Icon } from '../Icon';
import { PageLanguage } from '../PageLanguage';
import { AddableBy } from './AddableBy';
import { BlockList } from './BlockList';
import { DataExport } from './DataExport';
import { DeleteAccountDialog } from './DeleteAccountDialog';
import { EmailForm } from './EmailForm';
import { LanguageSelect } from './LanguageSelect';
import { LoginList } from './LoginList';
import { NameForm } from './NameForm';
import { NoticeSwitch } from './NoticeSwitch';
import { PasswordForm } from './PasswordForm';

/** Everything that belongs to who is logged in, on a page of its own. */
export default function AccountPage() {
  const [changes, setChanges] = useState(0);
  const [deleting, setDeleting] = useState(false);
  return (
    <div className="pane">
      <header className="session-head">
        <a className="icon-button back" href="#/" aria-label={t.backToList}>
          <Icon name="back" />
        </a>
        <div className="session-name">
          <h1>{t.account}</h1>
        </div>
      </header>
      <div className="pane-body sections">
        <Section title={t.profile}>
          <NameForm />
        </Section>
        <Section title={t.languages}>
          <PageLanguage />
          <LanguageSelect />
        </Section>
        <Section title={t.notifications}>
          <NoticeSwitch />
        </Section>
        <Section title={t.whoMayAdd}>
          <AddableBy />
        </Section>
        <Section title={t.changeEmail}>
          <EmailForm />
        </Section>
        <Section title={t.changePassword}>
          <PasswordForm onChanged={() => setChanges((count) => count + 1)} />
        </Section>
        <Section title={t.logins}>
          {/* A new password ends logins, so they are read anew. */}
          <LoginList key={changes} />
        </Section>
        <Section title={t.blocked}>
          <BlockList />
        </Section>
        <Section title={t.myData}>
          <DataExport />
          <hr />
          <p className="muted">{t.deleteAccountHint}</p>
          <div className="section-end">
            <button type="button" className="plain danger" onClick={() => setDeleting(true)}>
              <Icon name="trash" /> {t.deleteAccount}
            </button>
          </div>
        </Section>
      </div>
      {deleting && <DeleteAccountDialog onClose={() => setDeleting(false)} />}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
