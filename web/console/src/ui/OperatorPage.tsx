import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { asChatError, type ChatError } from '@cogo-chat/client';
import type { AnalyticsHour } from '../types';
import { problemText } from '../state/problems';
import { AnalyticsTable } from './AnalyticsTable';
import { useMe, useWorkspace } from './context';
import { Icon } from './Icon';
import { t } from '../texts';

/** For operators: how busy the chat is, archiving, announcements. */
export default function OperatorPage() {
  const { chat, toasts } = useWorkspace();
  const { operator } = useMe();
  const [hours, setHours] = useState<AnalyticsHour[]>();
  const [problem, setProblem] = useState<ChatError>();
  const [archiving, setArchiving] = useState(false);

  const load = useCallback(async () => {
    try {
      setHours((await chat.call('GET /chat/analytics', {})).items);
      setProblem(undefined);
    } catch (error) {
      setProblem(asChatError(error));
    }
  }, [chat]);

  useEffect(() => {
    if (operator) {
      void load();
    }
  }, [operator, load]);

  async function archive() {
    setArchiving(true);
    try {
      const report = await chat.call('POST /chat/archive', {});
      toasts.info(t.archivedNow(report.moved, report.durationMs, report.partitionsCreated));
    } catch (error) {
      toasts.error(error);
    } finally {
      setArchiving(false);
    }
  }

  async function announce(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    try {
      await chat.call('POST /chat/announcement', { body: { content: String(new FormData(form).get('content')) } });
      form.reset();
      toasts.info(t.announced);
    } catch (error) {
      toasts.error(error);
    }
  }

  return (
    <div className="pane">
      <header className="session-head">
        <a className="icon-button back" href="#/" aria-label={t.backToList}>
          <Icon name="back" />
        </a>
        <div className="session-name">
          <h1>{t.operation}</h1>
          <small className="muted">{operator ? t.last24Hours : t.onlyOperators}</small>
        </div>
        {operator && (
          <>
            <button className="plain" onClick={() => void load()}>
              {t.refresh}
            </button>
            <button className="primary" disabled={archiving} onClick={() => void archive()}>
              {t.archiveNow}
            </button>
          </>
        )}
      </header>
      <div className="pane-body">
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problemText(problem)}
          </p>
        )}
        {hours !== undefined && <AnalyticsTable hours={hours} />}
        {operator && (
          <form className="announce" onSubmit={(event) => void announce(event)}>
            <label className="field">
              <span>{t.announcement}</span>
              <textarea name="content" rows={3} dir="auto" required />
            </label>
            <button className="primary">{t.announce}</button>
          </form>
        )}
      </div>
    </div>
  );
}
