import { Logo } from './Icon';

export function EmptyPane({ hasSessions }: { hasSessions: boolean }) {
  return (
    <div className="empty">
      <Logo />
      <p className="muted">
        {hasSessions
          ? 'Choose a chat from the list.'
          : 'Start a chat: with somebody by e-mail, or just you and the AI.'}
      </p>
    </div>
  );
}
