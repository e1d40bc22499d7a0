import type { Account } from '../state/account';
import { Logo } from './Icon';
import { t } from '../texts';

/** While a remembered login is taken up. */
export function StartingPage({ account, problem }: { account: Account; problem: string | undefined }) {
  return (
    <main className="entry">
      <div className="entry-card centred" aria-live="polite">
        <Logo />
        {problem === undefined ? (
          <p className="muted">{t.opening}</p>
        ) : (
          <>
            <p role="alert">{problem}</p>
            <button className="primary" onClick={() => account.chat.wake()}>
              {t.tryAgain}
            </button>
            <button className="plain" onClick={() => void account.logout()}>
              {t.logOut}
            </button>
          </>
        )}
      </div>
    </main>
  );
}
