import { t } from '../../texts';
import { copyText } from '../copy';
import { useWorkspace } from '../context';
import { Dialog } from '../Dialog';
import { Icon } from '../Icon';

export interface Shown {
  title: string;
  hint: string;
  text: string;
  note?: string;
}

/** Something that is shown once. */
export function SecretDialog({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const { toasts } = useWorkspace();
  return (
    <Dialog title={shown.title} onClose={onClose}>
      <p className="muted">{shown.hint}</p>
      <textarea className="mono" readOnly rows={3} aria-label={shown.title} value={shown.text} />
      {shown.note !== undefined && <p className="muted">{shown.note}</p>}
      <div className="dialog-actions">
        <button type="button" className="plain" onClick={onClose}>
          {t.close}
        </button>
        <button type="button" className="primary" onClick={() => void copyText(shown.text, toasts)} autoFocus>
          <Icon name="copy" /> {t.copy}
        </button>
      </div>
    </Dialog>
  );
}
