import type { ProblemError } from '../api/problem';
import type { Account } from '../state/account';
import { Logo } from './Icon';

/** While a remembered login is taken up. */
export function StartingPage({ account, problem }: { account: Account; problem: ProblemError | undefined }) {
  return (
    <main className="entry">
      <div className="entry-card centred" aria-live="polite">
        <Logo />
        {problem === undefined ? (
          <p className="muted">Opening your chats…</p>
        ) : (
          <>
            <p role="alert">{problem.detail}</p>
            <button className="primary" onClick={() => void account.resume()}>
              Try again
            </button>
            <button className="plain" onClick={() => void account.logout()}>
              Log out
            </button>
          </>
        )}
      </div>
    </main>
  );
}
