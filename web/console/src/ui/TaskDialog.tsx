import { useState, type FormEvent } from 'react';
import { asChatError } from '@cogo-chat/client';
import type { Session } from '../types';
import { parseParams, wordCountParams } from '../state/taskparams';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';
import { TextField } from './TextField';

const WORD_COUNT = 'word_count';

export function TaskDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { chat } = useWorkspace();
  const [type, setType] = useState(WORD_COUNT);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const counting = type.trim() === WORD_COUNT;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? '');
    setProblem(undefined);
    setBusy(true);
    try {
      const params = counting ? wordCountParams(field('text'), field('delay')) : parseParams(field('params'));
      await chat.room(session.id).tasks.start({ taskType: type.trim(), params });
      onClose();
    } catch (error) {
      setProblem(error instanceof SyntaxError ? error.message : asChatError(error).message);
      setBusy(false);
    }
  }

  return (
    <Dialog title="Start an agent task" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <TextField
          name="taskType"
          label="Task type"
          list="task-types"
          value={type}
          onChange={(event) => setType(event.target.value)}
          pattern="[A-Za-z0-9_.\-]{1,64}"
          hint="What the agent understands; the example agent knows word_count."
          required
        />
        <datalist id="task-types">
          <option value={WORD_COUNT} />
        </datalist>
        {counting ? (
          <>
            <label className="field">
              <span>Text</span>
              <textarea name="text" rows={5} dir="auto" required autoFocus />
            </label>
            <TextField
              name="delay"
              label="Delay per step in ms"
              type="number"
              min={0}
              max={5000}
              hint="Optional: makes the agent slower, so that its progress can be watched."
            />
          </>
        ) : (
          <label className="field">
            <span>Parameters (a JSON object)</span>
            <textarea name="params" rows={6} className="mono" spellCheck={false} defaultValue="{}" />
          </label>
        )}
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="plain" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={busy}>
            Start task
          </button>
        </div>
      </form>
    </Dialog>
  );
}
