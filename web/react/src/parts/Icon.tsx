import { ICONS, type IconName } from '@cogo-chat/parts';

/** A button that shows a sign and is called by its name. */
export function IconButton({
  icon,
  label,
  expanded,
  className = '',
  onClick,
}: {
  icon: IconName;
  label: string;
  expanded?: boolean;
  className?: string;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={`cogo-icon ${className}`}
      title={label}
      aria-label={label}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" data-turns={icon === 'back' || undefined}>
        <path d={ICONS[icon]} />
      </svg>
    </button>
  );
}
