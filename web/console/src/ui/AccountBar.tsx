import { goTo, type Route } from '../state/route';
import { useStore } from '../state/store';
import { theme, type Theme } from '../state/theme';
import { t } from '../texts';
import { Avatar } from './Avatar';
import { useMe, useWorkspace } from './context';
import { Icon, type IconName } from './Icon';

const themes: Record<Theme, { next: Theme; icon: IconName }> = {
  system: { next: 'light', icon: 'auto' },
  light: { next: 'dark', icon: 'sun' },
  dark: { next: 'system', icon: 'moon' },
};

/** Who is logged in, with what belongs to them: their account, theme, notifications, operation, log out. */
export function AccountBar({ page }: { page: Route['page'] }) {
  const { account, notices } = useWorkspace();
  const me = useMe();
  const shade = useStore(theme);
  const notify = useStore(notices.state);
  return (
    <footer className="account-bar">
      <a href="#/account" className="account-open" aria-current={page === 'account' ? 'page' : undefined}>
        <Avatar id={me.id} name={me.displayName} />
        <span className="account-name">
          <span className="visually-hidden">{t.account}: </span>
          <strong dir="auto">{me.displayName}</strong>
          <small className="muted">{me.email}</small>
        </span>
      </a>
      {notify === 'off' && <BarButton icon="bell" label={t.notify} onClick={() => void notices.turn(true)} />}
      <BarButton
        icon={themes[shade].icon}
        label={t.theme(t.themes[shade])}
        onClick={() => theme.set(themes[shade].next)}
      />
      {me.operator && (
        <a className="icon-button" href="#/operator" aria-label={t.operation} title={t.operation}>
          <Icon name="chart" />
        </a>
      )}
      <BarButton
        icon="leave"
        label={t.logOut}
        onClick={() => {
          // Whoever logs in next should not land in this user's chat.
          goTo({ page: 'home' });
          void account.logout();
        }}
      />
    </footer>
  );
}

function BarButton({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <button className="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
