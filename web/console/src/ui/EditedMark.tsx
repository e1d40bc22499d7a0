import type { Message, Session } from '../api/types';
import { nameOf } from '../state/names';

/** That a message is no longer as it was sent, with who changed it if it was not the author. */
export function EditedMark({ message, session }: { message: Message; session: Session }) {
  const { editedAt, editedBy, userId } = message;
  if (editedAt === undefined || message.deletedAt !== undefined) {
    return null;
  }
  const other = editedBy !== undefined && editedBy !== userId;
  return (
    <small className="edited" data-testid="edited" title={new Date(editedAt).toLocaleString()}>
      edited{other ? ` by ${nameOf(editedBy, session)}` : ''}
    </small>
  );
}
