import { useCallback, useEffect, useState } from 'react';
import { clientName } from '../../state/clients';
import { problemText } from '../../state/problems';
import { goTo } from '../../state/route';
import { shortTime } from '../../state/time';
import { t } from '../../texts';
import type { LoginEntry } from '../../types';
import { useWorkspace } from '../context';
import { Problem } from '../Problem';

/** Where the user is logged in; each but the login of this page can be ended, or all of them. */
export function LoginList() {
  const { account, chat } = useWorkspace();
  const [logins, setLogins] = useState<readonly LoginEntry[]>();
  const [problem, setProblem] = useState<string>();

  const load = useCallback(async () => {
    try {
      setLogins((await chat.call('GET /auth/logins', {})).items);
    } catch (error) {
      setProblem(problemText(error));
    }
  }, [chat]);
  useEffect(() => void load(), [load]);

  async function end(what: () => Promise<void>) {
    setProblem(undefined);
    try {
      await what();
    } catch (error) {
      setProblem(problemText(error));
    }
    await load();
  }

  async function endAll() {
    try {
      await chat.call('DELETE /auth/logins', { query: { scope: 'global' } });
      goTo({ page: 'home' });
      await account.logout();
    } catch (error) {
      setProblem(problemText(error));
    }
  }

  return (
    <>
      <Problem text={problem} />
      {logins === undefined && problem === undefined && <p className="muted">{t.loading}</p>}
      <ul className="rows">
        {(logins ?? []).map((login) => (
          <li key={login.id} data-testid="login">
            <span className="row-text">
              <span title={login.userAgent}>
                {clientName(login.userAgent)} {login.current && <span className="tag">{t.here}</span>}
              </span>
              <small className="muted">
                {t.loginUse(login.address, shortTime(login.createdAt), shortTime(login.lastUsedAt))}
              </small>
            </span>
            {!login.current && (
              <button
                type="button"
                className="plain compact"
                onClick={() =>
                  void end(() => chat.call('DELETE /auth/logins/{loginId}', { path: { loginId: login.id } }))
                }
              >
                {t.endLogin}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="section-end">
        {(logins ?? []).length > 1 && (
          <button
            type="button"
            className="plain"
            onClick={() => void end(() => chat.call('DELETE /auth/logins', { query: { scope: 'others' } }))}
          >
            {t.endOthers}
          </button>
        )}
        <button type="button" className="plain danger" onClick={() => void endAll()}>
          {t.endAll}
        </button>
      </div>
    </>
  );
}
