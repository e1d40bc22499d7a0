import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { asChatError, type ChatError } from '@cogo-chat/client';
import type { AnalyticsHour } from '../types';
import { AnalyticsTable } from './AnalyticsTable';
import { useMe, useWorkspace } from './context';
import { Icon } from './Icon';

/** For operators: how busy the chat is, archiving, announcements. */
export function OperatorPage() {
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
      toasts.info(
        `Archived ${report.moved} messages in ${report.durationMs} ms; ${report.partitionsCreated} partitions made.`,
      );
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
      toasts.info('The announcement is out.');
    } catch (error) {
      toasts.error(error);
    }
  }

  return (
    <div className="operator">
      <header className="session-head">
        <a className="icon-button back" href="#/" aria-label="Back to the list">
          <Icon name="back" />
        </a>
        <div className="session-name">
          <h1>Operation</h1>
          <small className="muted">{operator ? 'The last 24 hours' : 'Only operators can use this page.'}</small>
        </div>
        {operator && (
          <>
            <button className="plain" onClick={() => void load()}>
              Refresh
            </button>
            <button className="primary" disabled={archiving} onClick={() => void archive()}>
              Archive now
            </button>
          </>
        )}
      </header>
      <div className="operator-body">
        {problem !== undefined && (
          <p className="form-problem" role="alert">
            {problem.message}
          </p>
        )}
        {hours !== undefined && <AnalyticsTable hours={hours} />}
        {operator && (
          <form className="announce" onSubmit={(event) => void announce(event)}>
            <label className="field">
              <span>Announcement to everybody</span>
              <textarea name="content" rows={3} dir="auto" required />
            </label>
            <button className="primary">Announce</button>
          </form>
        )}
      </div>
    </div>
  );
}
