import { useCallback, useState } from 'react';
import { fullTime } from '../../state/time';
import { t } from '../../texts';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { AskDialog } from './AskDialog';
import { Listed } from './Listed';
import { SearchLine } from './SearchLine';
import { SecretDialog, type Shown } from './SecretDialog';
import { useActions } from './useActions';
import { useList } from './useList';
import { UserRow } from './UserRow';

type State = 'active' | 'disabled' | 'operator';

const STATES = [undefined, 'active', 'disabled', 'operator'] as const;

/** All accounts, and what operators do to them. */
export function UsersPart() {
  const { chat } = useWorkspace();
  const texts = useTexts();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<State>();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const actions = useActions();
  const list = useList(
    useCallback(
      (cursor: string | undefined) =>
        chat.call('GET /admin/users', {
          query: { search: search === '' ? undefined : search, state, cursor, limit: 50 },
        }),
      [chat, search, state],
    ),
  );
  async function create(entered: (name: string) => string) {
    const body = { email: entered('email'), displayName: entered('displayName') };
    const { user, link } = await chat.call('POST /admin/users', { body });
    await list.reload();
    if (link !== undefined) {
      setShown({
        title: `${texts.passwordLink}: ${user.displayName}`,
        hint: texts.passwordLinkHint,
        text: location.origin + link.path,
        note: fullTime(link.expiresAt),
      });
    }
  }

  return (
    <>
      <search className="operator-filter">
        <SearchLine label={texts.searchUsers} onSearch={setSearch} />
        <div className="chips" role="group" aria-label={texts.state}>
          {STATES.map((each) => (
            <button
              key={each ?? 'all'}
              type="button"
              className="chip"
              aria-pressed={each === state}
              onClick={() => setState(each)}
            >
              {each === undefined ? texts.anyState : texts.userStates[each]}
            </button>
          ))}
        </div>
      </search>
      <Listed list={list} empty={texts.noMatch}>
        {(users) => (
          <ul className="cards">
            {users.map((user) => (
              <UserRow
                key={user.id}
                user={user}
                actions={actions}
                onChange={(now) => list.put(({ id }) => id === user.id, now)}
                onShow={setShown}
              />
            ))}
          </ul>
        )}
      </Listed>
      <div className="section-end">
        <button type="button" className="primary" onClick={() => setAsking(true)}>
          {texts.newUser}
        </button>
      </div>
      {actions.dialog}
      {asking && (
        <AskDialog
          title={texts.newUser}
          hint={texts.newUserHint}
          action={texts.make}
          fields={[
            { name: 'email', label: t.email, type: 'email', maxLength: 254 },
            { name: 'displayName', label: t.displayName, maxLength: 80 },
          ]}
          onDone={create}
          onClose={() => setAsking(false)}
        />
      )}
      {shown !== undefined && <SecretDialog shown={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}
