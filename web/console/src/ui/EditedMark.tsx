import type { Message, Session } from '../types';
import { nameOf } from '../state/names';
import { fullTime } from '../state/time';
import { t } from '../texts';

/** That a message is no longer as it was sent, with who changed it if it was not the author. */
export function EditedMark({ message, session }: { message: Message; session: Session }) {
  const { author, editedAt, editedBy } = message;
  if (editedAt === undefined || message.parts[0]?.type === 'deleted') {
    return null;
  }
  const other = editedBy !== undefined && !(author.kind === 'user' && author.id === editedBy);
  return (
    <small className="edited" data-testid="edited" title={fullTime(editedAt)}>
      {other ? t.editedBy(nameOf(editedBy, session)) : t.edited}
    </small>
  );
}
