import { useState, type ReactNode } from 'react';
import { problemText } from '../state/problems';
import { Dialog } from './Dialog';
import { t } from '../texts';

interface Props {
  title: string;
  /** What the button says that does it. */
  action: string;
  /** Done when confirmed; the dialog closes after it, and shows why it failed. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** What the button says that leaves all as it is. */
  cancel?: string;
  children: ReactNode;
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog({ title, action, cancel = t.cancel, onConfirm, onClose, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function confirm() {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="plain" onClick={onClose}>
          {cancel}
        </button>
        <button type="button" className="primary bad" disabled={busy} onClick={() => void confirm()} autoFocus>
          {action}
        </button>
      </div>
    </Dialog>
  );
}
