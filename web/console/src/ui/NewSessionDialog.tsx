import { useState, type FormEvent } from 'react';
import { asProblem, type ProblemError } from '../api/problem';
import type { NewSession, Session, SessionKind } from '../api/types';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';
import { TextField } from './TextField';

interface Props {
  onClose: () => void;
  onCreated: (session: Session) => void;
}

export function NewSessionDialog({ onClose, onCreated }: Props) {
  const { inbox } = useWorkspace();
  const [kind, setKind] = useState<SessionKind>('group');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      onCreated(await inbox.create(read(kind, new FormData(event.currentTarget))));
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title="New chat" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset className="choice">
          <legend className="visually-hidden">Kind of chat</legend>
          {(['group', 'direct'] as const).map((value) => (
            <label key={value}>
              <input type="radio" name="kind" checked={kind === value} onChange={() => setKind(value)} />
              <span>{value === 'group' ? 'Group' : 'Direct'}</span>
            </label>
          ))}
        </fieldset>
        {kind === 'group' ? (
          <>
            <TextField name="title" label="Title" maxLength={200} autoFocus />
            <TextField
              name="members"
              label="Members"
              placeholder="bob@example.org, eva@example.org"
              hint="E-mail addresses, with commas between. Leave it empty to be alone with the AI."
            />
          </>
        ) : (
          <TextField name="members" label="E-mail of the other person" type="email" required autoFocus />
        )}
        <label className="check">
          <input type="checkbox" name="ai" defaultChecked /> The AI may be asked in this chat
        </label>
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem.detail}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="plain" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={busy}>
            Create chat
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function read(kind: SessionKind, form: FormData): NewSession {
  const title = String(form.get('title') ?? '').trim();
  const members = String(form.get('members') ?? '')
    .split(/[\s,;]+/)
    .filter((member) => member !== '');
  return { kind, title: title === '' ? undefined : title, members, ai: form.get('ai') !== null };
}
