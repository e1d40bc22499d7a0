import { useCallback, useEffect, useState } from 'react';
import { asProblem } from '../api/problem';
import type { LoginEntry } from '../api/types';
import { clientName } from '../state/clients';
import { shortTime } from '../state/time';
import { useWorkspace } from './context';

/** Where the user is logged in; each but the login of this page can be ended. */
export function LoginList() {
  const { api } = useWorkspace();
  const [logins, setLogins] = useState<readonly LoginEntry[]>();
  const [problem, setProblem] = useState<string>();

  const load = useCallback(async () => {
    try {
      setLogins((await api.logins()).items);
    } catch (error) {
      setProblem(asProblem(error).detail);
    }
  }, [api]);
  useEffect(() => void load(), [load]);

  async function end(what: Promise<void>) {
    setProblem(undefined);
    try {
      await what;
    } catch (error) {
      setProblem(asProblem(error).detail);
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
              <button type="button" className="plain compact" onClick={() => void end(api.endLogin(login.id))}>
                Log out
              </button>
            )}
          </li>
        ))}
      </ul>
      {(logins ?? []).length > 1 && (
        <button type="button" className="plain wide" onClick={() => void end(api.endOtherLogins())}>
          Log out everywhere else
        </button>
      )}
    </section>
  );
}
