import { useState, type FormEvent } from 'react';
import { problemText } from '../../state/problems';
import { t } from '../../texts';
import { Dialog } from '../Dialog';
import { Problem } from '../Problem';
import { TextField } from '../TextField';

interface Field {
  name: string;
  label: string;
  type?: 'email' | 'url';
  maxLength: number;
}

interface Props {
  title: string;
  hint: string;
  action: string;
  fields: readonly Field[];
  /** Done with what was entered; the dialog closes after it, and shows why it failed. */
  onDone: (entered: (name: string) => string) => Promise<void>;
  onClose: () => void;
}

/** Asks for some words before something is made. */
export function AskDialog({ title, hint, action, fields, onDone, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      await onDone((name) => String(form.get(name)).trim());
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void send(event)}>
        <p className="muted">{hint}</p>
        {fields.map(({ name, label, type = 'text', maxLength }, at) => (
          <TextField
            key={name}
            label={label}
            name={name}
            type={type}
            maxLength={maxLength}
            autoComplete="off"
            autoFocus={at === 0}
            required
          />
        ))}
        <Problem text={problem} />
        <div className="dialog-actions">
          <button type="button" className="plain" onClick={onClose}>
            {t.cancel}
          </button>
          <button className="primary" disabled={busy}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
