import type { wire } from '@cogo-chat/client';
import { fullTime, shortTime } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { Avatar } from '../Avatar';
import { useWorkspace } from '../context';
import { ActionRow } from './ActionRow';
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
  const hasLogin = user.email !== undefined && !user.service;

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

  const endLogins = () => chat.call('DELETE /admin/users/{userId}/logins', { path });

  async function remove() {
    await chat.call('DELETE /admin/users/{userId}', { path });
    onChange(undefined);
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
        <ActionRow
          actions={actions}
          subject={subject}
          offered={[
            open
              ? { label: texts.disable, hint: texts.disableHint, run: () => change({ disabled: true }) }
              : { label: texts.enable, run: () => change({ disabled: false }) },
            { label: texts.endLogins, hint: texts.endLoginsHint, run: endLogins },
            hasLogin && { label: texts.passwordLink, run: link },
            hasLogin &&
              (user.operator
                ? { label: texts.endOperator, hint: texts.endOperatorHint, run: () => change({ operator: false }) }
                : { label: texts.makeOperator, hint: texts.makeOperatorHint, run: () => change({ operator: true }) }),
            { label: texts.deleteUser, hint: texts.deleteUserHint, run: remove, danger: true },
          ]}
        />
      )}
    </Card>
  );
}
