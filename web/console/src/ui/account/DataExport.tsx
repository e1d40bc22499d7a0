import { problemText } from '../../state/problems';
import { useStore } from '../../state/store';
import { fullTime } from '../../state/time';
import { t } from '../../texts';
import { useWorkspace } from '../context';
import { Icon } from '../Icon';
import { Problem } from '../Problem';
import { saveFile } from '../saveFile';

/** A copy of everything that the server holds of the user: ask for it, wait, take it. */
export function DataExport() {
  const { dataExport } = useWorkspace();
  const { current, busy, problem } = useStore(dataExport.state);
  const done = current?.status === 'done';

  async function download() {
    const data = await dataExport.download();
    if (data !== undefined) {
      saveFile(data, 'cogo-chat-my-data.json');
    }
  }

  return (
    <>
      <p className="muted">{t.exportHint}</p>
      <div className="export-state" role="status">
        {current?.status === 'running' && (
          <>
            <span className="spinner" aria-hidden="true" />
            <span>{t.exportRunning}</span>
          </>
        )}
        {done && (
          <span>
            {t.exportReady(
              current.bytes === undefined ? undefined : sizeText(current.bytes),
              current.expiresAt && fullTime(current.expiresAt),
            )}
          </span>
        )}
      </div>
      <Problem text={problem && problemText(problem)} />
      <div className="section-end">
        <button type="button" className="plain" disabled={busy} onClick={() => void dataExport.start()}>
          {done ? t.makeNewCopy : t.makeCopy}
        </button>
        {done && (
          <button type="button" className="primary" disabled={busy} onClick={() => void download()}>
            <Icon name="download" /> {t.download}
          </button>
        )}
      </div>
    </>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
