import { Icon, type IconName } from './Icon';

interface Props {
  icon?: IconName;
  label: string;
  danger?: boolean;
  onChoose: () => void;
}

export function MenuItem({ icon, label, danger, onChoose }: Props) {
  return (
    <button type="button" role="menuitem" className={`menu-item${danger === true ? ' danger' : ''}`} onClick={onChoose}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{label}</span>
    </button>
  );
}
