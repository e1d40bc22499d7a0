import type { wire } from '@cogo-chat/client';
import { fullTime, shortTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { Avatar } from '../Avatar';
import { useWorkspace } from '../context';
import { Card } from './Card';
import type { Shown } from './SecretDialog';
import type { Actions } from './useActions';

interface Props {
  user: wire.ListedUser;
  actions: Actions;
  /** It is otherwise now, or gone. */
  onChange: (now: wire.ListedUser | undefined) => void;
  onShow: (shown: Shown) => void;
}

export function UserRow({ user, actions, onChange, onShow }: Props) {
  const { chat, me } = useWorkspace();
  const texts = useTexts();
  const path = { userId: user.id };
  const subject = user.email === undefined ? user.displayName : `${user.displayName} · ${user.email}`;
  const open = user.disabledAt === undefined;

  async function change(body: wire.ChangeUser) {
    onChange(await chat.call('PATCH /admin/users/{userId}', { path, body }));
  }

  async function link() {
    const made = await chat.call('POST /admin/users/{userId}/password-link', { path });
    onShow({
      title: texts.passwordLink,
      hint: texts.passwordLinkHint,
      text: location.origin + made.path,
      note: fullTime(made.expiresAt),
    });
  }

  return (
    <Card
      name={user.displayName}
      picture={<Avatar id={user.id} name={user.displayName} />}
      lines={[user.email, user.lastSeen === undefined ? texts.neverSeen : texts.seen(shortTime(user.lastSeen))]}
      tags={[
        user.operator && { text: texts.operatorTag },
        user.service && { text: texts.service },
        user.anonymous && { text: texts.anonymous },
        !open && { text: texts.disabled, bad: true },
      ]}
    >
      <p className="muted card-facts">
        {texts.since(fullTime(user.createdAt))} · <span className="mono">{user.id}</span>
      </p>
      {user.id === me ? (
        <p className="muted">{texts.yourself}</p>
      ) : (
        <div className="card-actions">
          {open ? (
            <button
              type="button"
              className="plain compact"
              onClick={() =>
                actions.confirm({
                  title: texts.disable,
                  hint: texts.disableHint,
                  subject,
                  run: () => change({ disabled: true }),
                })
              }
            >
              {texts.disable}
            </button>
          ) : (
            <button
              type="button"
              className="plain compact"
              onClick={() => actions.now(() => change({ disabled: false }))}
            >
              {texts.enable}
            </button>
          )}
          <button
            type="button"
            className="plain compact"
            onClick={() =>
              actions.confirm({
                title: texts.endLogins,
                hint: texts.endLoginsHint,
                subject,
                run: () => chat.call('DELETE /admin/users/{userId}/logins', { path }),
              })
            }
          >
            {texts.endLogins}
          </button>
          {user.email !== undefined && !user.service && (
            <button type="button" className="plain compact" onClick={() => actions.now(link)}>
              {texts.passwordLink}
            </button>
          )}
          {user.email !== undefined && !user.service && (
            <button
              type="button"
              className="plain compact"
              onClick={() =>
                actions.confirm({
                  title: user.operator ? texts.endOperator : texts.makeOperator,
                  hint: user.operator ? texts.endOperatorHint : texts.makeOperatorHint,
                  subject,
                  run: () => change({ operator: !user.operator }),
                })
              }
            >
              {user.operator ? texts.endOperator : texts.makeOperator}
            </button>
          )}
          <button
            type="button"
            className="plain compact danger"
            onClick={() =>
              actions.confirm({
                title: texts.deleteUser,
                hint: texts.deleteUserHint,
                subject,
                run: async () => {
                  await chat.call('DELETE /admin/users/{userId}', { path });
                  onChange(undefined);
                },
              })
            }
          >
            {texts.deleteUser}
          </button>
        </div>
      )}
    </Card>
  );
}
