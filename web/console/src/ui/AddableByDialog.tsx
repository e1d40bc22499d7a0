import { useState } from 'react';
import { asChatError } from '@cogo-chat/client';
import type { AddableBy } from '../types';
import { useMe, useWorkspace } from './context';
import { Dialog } from './Dialog';

const choices: readonly [AddableBy, string][] = [
  ['anyone', 'Anyone who knows my e-mail address'],
  ['shared', 'People who share a chat with me'],
  ['invite', 'Nobody: I follow invite links'],
];

/** Who may put the user into chats without asking; kept by the server as soon as it is chosen. */
export function AddableByDialog({ onClose }: { onClose: () => void }) {
  const { chat } = useWorkspace();
  const { addableBy } = useMe();
  const [problem, setProblem] = useState<string>();

  function choose(who: AddableBy) {
    setProblem(undefined);
    chat.updateMe({ addableBy: who }).catch((error: unknown) => setProblem(asChatError(error).message));
  }

  return (
    <Dialog title="Who may add me" onClose={onClose}>
      <p className="muted">Whoever may not add you can’t tell whether you have an account.</p>
      {addableBy === undefined && <p className="list-note">You have not chosen: this server’s own rule holds.</p>}
      <fieldset className="choices">
        <legend className="visually-hidden">Who may add me to chats</legend>
        {choices.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="addable-by"
              value={value}
              checked={value === addableBy}
              onChange={() => choose(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
