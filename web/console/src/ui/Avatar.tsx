import type { PresenceStatus } from '../types';
import { hueOf, initialsOf } from '../state/avatars';

interface Props {
  /** What the colour follows: the same id has the same colour everywhere. */
  id: string;
  name: string;
  status?: PresenceStatus;
  small?: boolean;
}

export function Avatar({ id, name, status, small }: Props) {
  return (
    <span className={`avatar hue-${hueOf(id)}${small === true ? ' small' : ''}`} aria-hidden="true">
      {initialsOf(name)}
      {status !== undefined && <span className={`dot ${status}`} />}
    </span>
  );
}
