import { useCallback, useEffect, useState } from 'react';
import { asChatError } from '@cogo-chat/client';
import type { LoginEntry } from '../types';
import { clientName } from '../state/clients';
import { shortTime } from '../state/time';
import { useWorkspace } from './context';

/** Where the user is logged in; each but the login of this page can be ended. */
export function LoginList() {
  const { chat } = useWorkspace();
  const [logins, setLogins] = useState<readonly LoginEntry[]>();
  const [problem, setProblem] = useState<string>();

  const load = useCallback(async () => {
    try {
      setLogins((await chat.call('GET /auth/logins', {})).items);
    } catch (error) {
      setProblem(asChatError(error).message);
    }
  }, [chat]);
  useEffect(() => void load(), [load]);

  async function end(what: Promise<void>) {
    setProblem(undefined);
    try {
      await what;
    } catch (error) {
      setProblem(asChatError(error).message);
    }
    await load();
  }

  return (
    <section aria-label="Logins">
      <h3>Where you are logged in</h3>
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="rows">
        {(logins ?? []).map((login) => (
          <li key={login.id}>
            <span className="row-text">
              <span title={login.userAgent}>
                {clientName(login.userAgent)}
                {login.current && ' (here)'}
              </span>
              <small className="muted">
                {login.address !== undefined && `${login.address}, `}since {shortTime(login.createdAt)}, last used{' '}
                {shortTime(login.lastUsedAt)}
              </small>
            </span>
            {!login.current && (
              <button
                type="button"
                className="plain compact"
                onClick={() => void end(chat.call('DELETE /auth/logins/{loginId}', { path: { loginId: login.id } }))}
              >
                Log out
              </button>
            )}
          </li>
        ))}
      </ul>
      {(logins ?? []).length > 1 && (
        <button
          type="button"
          className="plain wide"
          onClick={() => void end(chat.call('DELETE /auth/logins', { query: { scope: 'others' } }))}
        >
          Log out everywhere else
        </button>
      )}
    </section>
  );
}
