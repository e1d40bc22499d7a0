import type { Account } from '../state/account';
import { Logo } from './Icon';

/** While a remembered login is taken up. */
export function StartingPage({ account, problem }: { account: Account; problem: string | undefined }) {
  return (
    <main className="entry">
      <div className="entry-card centred" aria-live="polite">
        <Logo />
        {problem === undefined ? (
          <p className="muted">Opening your chats…</p>
        ) : (
          <>
            <p role="alert">{problem}</p>
            <button className="primary" onClick={() => account.chat.wake()}>
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
