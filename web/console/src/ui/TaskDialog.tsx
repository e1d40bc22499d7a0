import { TaskForm } from '@cogo-chat/react/task-form';
import { problemText } from '../state/problems';
import { t } from '../texts';
import { Dialog } from './Dialog';

/** Hands a task to an agent of the session around. Only who wants that loads it. */
export default function TaskDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.startATask} onClose={onClose}>
      <TaskForm.Root onStarted={onClose} errorText={problemText}>
        <button type="button" className="plain" onClick={onClose}>
          {t.cancel}
        </button>
      </TaskForm.Root>
    </Dialog>
  );
}
