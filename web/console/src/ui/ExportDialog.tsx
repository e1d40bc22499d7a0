import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';
import { Icon } from './Icon';

/** A copy of everything that the server holds of the user: ask for it, wait, take it. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { dataExport } = useWorkspace();
  const { current, busy, problem } = useStore(dataExport.state);
  const done = current?.status === 'done';

  async function download() {
    const data = await dataExport.download();
    if (data !== undefined) {
      save(data, 'cogo-chat-my-data.json');
    }
  }

  return (
    <Dialog title="Export my data" onClose={onClose}>
      <p>
        A copy of what this server holds of you: your account, your messages and reactions, your chats, and what the AI
        and the agents did for you. It comes as one JSON file.
      </p>
      <div className="export-state" role="status">
        {current?.status === 'running' && (
          <>
            <span className="spinner" aria-hidden="true" />
            <span>Your copy is being made. You can close this and come back.</span>
          </>
        )}
        {done && (
          <span>
            Your copy is ready
            {current.bytes !== undefined && ` (${sizeText(current.bytes)})`}
            {current.expiresAt !== undefined && `, until ${new Date(current.expiresAt).toLocaleString()}`}.
          </span>
        )}
      </div>
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem.message}
        </p>
      )}
      <div className="dialog-actions">
        <button
          type="button"
          className={done ? 'plain' : 'primary'}
          disabled={busy}
          onClick={() => void dataExport.start()}
        >
          {done ? 'Make a new copy' : 'Make a copy'}
        </button>
        {done && (
          <button type="button" className="primary" disabled={busy} onClick={() => void download()}>
            <Icon name="download" /> Download
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** The answer needs the access token, so that a plain link would not do. */
function save(data: Blob, name: string): void {
  const url = URL.createObjectURL(data);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
