import type { PresenceStatus } from '../types';
import { hueOf, initialsOf } from '../state/avatars';

interface Props {
  /** What the colour follows: the same id has the same colour everywhere. */
  id: string;
  name: string;
  /** In the place of the name's letters. */
  emoji?: string;
  status?: PresenceStatus;
  small?: boolean;
}

export function Avatar({ id, name, emoji, status, small }: Props) {
  return (
    <span className={`avatar hue-${hueOf(id)}${small === true ? ' small' : ''}`} aria-hidden="true">
      {emoji ?? initialsOf(name)}
      {status !== undefined && <span className={`dot ${status}`} />}
    </span>
  );
}
