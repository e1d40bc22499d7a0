import { useState, type FormEvent } from 'react';
import { asChatError, type ChatError } from '@cogo-chat/client';
import type { NewSession, Session, SessionKind } from '../types';
import { useWorkspace } from './context';
import { useStore } from '../state/store';
import { encryptionAvailable } from '../state/encryption';
import { Dialog } from './Dialog';
import { TextField } from './TextField';

interface Props {
  onClose: () => void;
  onCreated: (session: Session) => void;
}

export function NewSessionDialog({ onClose, onCreated }: Props) {
  const { chat } = useWorkspace();
  const [kind, setKind] = useState<SessionKind>('group');
  const [encrypted, setEncrypted] = useState(false);
  const canEncrypt = useStore(encryptionAvailable);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ChatError>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      onCreated(await chat.sessions.create(read(kind, new FormData(event.currentTarget))));
    } catch (error) {
      const refusal = asChatError(error);
      if (refusal.code === 'encryption_unavailable') {
        // Nobody here can have it, so nobody is asked again.
        encryptionAvailable.set(false);
        setEncrypted(false);
      }
      setProblem(refusal);
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
        {!(encrypted && kind === 'group') && (
          <label className="check">
            <input type="checkbox" name="ai" defaultChecked /> The AI may be asked in this chat
          </label>
        )}
        {kind === 'group' && canEncrypt && (
          <label className="check">
            <input
              type="checkbox"
              name="encrypted"
              checked={encrypted}
              onChange={(event) => setEncrypted(event.target.checked)}
            />
            Encrypted in the database, no AI, no search
          </label>
        )}
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem.message}
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
  const encrypted = form.get('encrypted') !== null;
  return {
    kind,
    title: title === '' ? undefined : title,
    members,
    ai: !encrypted && form.get('ai') !== null,
    // A server without the key need not even be asked.
    encrypted: encrypted ? true : undefined,
  };
}
