import { goTo } from '../state/route';
import { theme, type Theme } from '../state/theme';
import { useStore } from '../state/store';
import { AccountMenu } from './AccountMenu';
import { useMe, useWorkspace } from './context';
import { Icon, type IconName } from './Icon';
import { LanguageSelect } from './LanguageSelect';

const themes: Record<Theme, { next: Theme; icon: IconName; name: string }> = {
  system: { next: 'light', icon: 'auto', name: 'as the system' },
  light: { next: 'dark', icon: 'sun', name: 'light' },
  dark: { next: 'system', icon: 'moon', name: 'dark' },
};

/** Who is logged in, with what belongs to them: language, theme, operation, log out. */
export function AccountBar() {
  const { account } = useWorkspace();
  const me = useMe();
  const shade = themes[useStore(theme)];
  return (
    <footer className="account-bar">
      <div className="account-who">
        <AccountMenu />
        <button
          className="icon-button"
          aria-label={`Theme: ${shade.name}`}
          title={`Theme: ${shade.name}`}
          onClick={() => theme.set(shade.next)}
        >
          <Icon name={shade.icon} />
        </button>
        {me.operator && (
          <a className="icon-button" href="#/operator" aria-label="Operation" title="Operation">
            <Icon name="chart" />
          </a>
        )}
        <button
          className="icon-button"
          aria-label="Log out"
          title="Log out"
          onClick={() => {
            // Whoever logs in next should not land in this user's chat.
            goTo({ page: 'home' });
            void account.logout();
          }}
        >
          <Icon name="leave" />
        </button>
      </div>
      <LanguageSelect />
    </footer>
  );
}
