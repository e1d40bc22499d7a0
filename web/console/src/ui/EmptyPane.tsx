import { Logo } from './Icon';
import { t } from '../texts';

export function EmptyPane({ hasSessions }: { hasSessions: boolean }) {
  return (
    <div className="empty">
      <Logo />
      <p className="muted">{hasSessions ? t.chooseChat : t.startChat}</p>
    </div>
  );
}
