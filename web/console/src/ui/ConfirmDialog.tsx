import { useState, type ReactNode } from 'react';
import { asChatError } from '@cogo-chat/client';
import { Dialog } from './Dialog';

interface Props {
  title: string;
  /** What the button says that does it. */
  action: string;
  /** Done when confirmed; the dialog closes after it, and shows why it failed. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog({ title, action, onConfirm, onClose, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function confirm() {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(asChatError(error).message);
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
          Cancel
        </button>
        <button type="button" className="primary bad" disabled={busy} onClick={() => void confirm()} autoFocus>
          {action}
        </button>
      </div>
    </Dialog>
  );
}
