import { asChatError } from '@cogo-chat/client';
import { useState, type FormEvent } from 'react';
import { encryptionAvailable } from '../state/encryption';
import { problemText } from '../state/problems';
import { useStore } from '../state/store';
import { t } from '../texts';
import type { NewSession, Session, SessionKind } from '../types';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';
import { PeopleField, withTyped, type Chosen } from './PeopleField';
import { Problem } from './Problem';
import { TextField } from './TextField';

interface Props {
  onClose: () => void;
  onCreated: (session: Session) => void;
}

export function NewSessionDialog({ onClose, onCreated }: Props) {
  const { chat } = useWorkspace();
  const [kind, setKind] = useState<SessionKind>('group');
  const [people, setPeople] = useState<readonly Chosen[]>([]);
  const [encrypted, setEncrypted] = useState(false);
  const canEncrypt = useStore(encryptionAvailable);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      const members = withTyped(people, form);
      if (kind === 'direct' && members.length === 0) {
        throw new RangeError(t.needsPerson);
      }
      onCreated(await chat.sessions.create(read(kind, members, form)));
    } catch (error) {
      if (asChatError(error).code === 'encryption_unavailable') {
        // Nobody here can have it, so nobody is asked again.
        encryptionAvailable.set(false);
        setEncrypted(false);
      }
      setProblem(error instanceof RangeError ? error.message : problemText(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t.newChat} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset className="choice">
          <legend className="visually-hidden">{t.kindOfChat}</legend>
          {(['group', 'direct'] as const).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="kind"
                checked={kind === value}
                onChange={() => {
                  setKind(value);
                  setPeople([]);
                }}
              />
              <span>{t[value]}</span>
            </label>
          ))}
        </fieldset>
        {kind === 'group' && <TextField name="title" label={t.title} maxLength={200} dir="auto" autoFocus />}
        <PeopleField
          key={kind}
          label={kind === 'group' ? t.members : t.otherPerson}
          hint={kind === 'group' ? t.membersHint : t.otherPersonHint}
          chosen={people}
          onChange={setPeople}
          one={kind === 'direct'}
          autoFocus={kind === 'direct'}
        />
        {!(encrypted && kind === 'group') && (
          <label className="check">
            <input type="checkbox" name="ai" defaultChecked /> {t.aiMayBeAsked}
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
            {t.encryptIt}
          </label>
        )}
        <Problem text={problem} />
        <div className="dialog-actions">
          <button type="button" className="plain" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="primary" disabled={busy}>
            {t.createChat}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function read(kind: SessionKind, people: readonly Chosen[], form: FormData): NewSession {
  const title = String(form.get('title') ?? '').trim();
  const encrypted = form.get('encrypted') !== null;
  return {
    kind,
    title: title === '' ? undefined : title,
    members: people.map(({ id }) => id),
    ai: !encrypted && form.get('ai') !== null,
    // A server without the key need not even be asked.
    encrypted: encrypted ? true : undefined,
  };
}
