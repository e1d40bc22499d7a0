import { useCallback, useState } from 'react';
import { clock } from '../../state/time';
import { t } from '../../texts';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { HourChart } from './HourChart';
import { msText, numberText } from './numbers';
import { Listed } from './Listed';
import { Table } from './Table';
import { useList } from './useList';

/** How busy the chat was, from the server's analytics. */
export function ActivityPart() {
  const { chat, toasts } = useWorkspace();
  const texts = useTexts();
  const [archiving, setArchiving] = useState(false);
  const list = useList(useCallback(() => chat.call('GET /chat/analytics', {}), [chat]));
  const functions = useList(useCallback(() => chat.call('GET /admin/function-metrics', {}), [chat]));

  async function archive() {
    setArchiving(true);
    try {
      const report = await chat.call('POST /chat/archive', {});
      toasts.info(texts.archivedNow(report.moved, report.durationMs, report.partitionsCreated));
    } catch (error) {
      toasts.error(error);
    } finally {
      setArchiving(false);
    }
  }

  return (
    <>
      <h3 className="table-title">{texts.last24Hours}</h3>
      <Listed list={list} empty={texts.quiet}>
        {(hours) => (
          <>
            <HourChart hours={hours} />
            <Table
              title={texts.parts.activity}
              hideTitle
              columns={Object.values(texts.columns)}
              rows={hours.map((row) => [
                <time key="hour" dateTime={row.hour}>
                  {clock(row.hour)}
                </time>,
                row.messageCount.toLocaleString(t.language),
                row.activeSessions.toLocaleString(t.language),
                row.activeUsers.toLocaleString(t.language),
                row.avgMessageLength.toLocaleString(t.language, { maximumFractionDigits: 1 }),
                row.aiResponses.toLocaleString(t.language),
              ])}
            />
          </>
        )}
      </Listed>
      <Listed list={functions} empty={texts.nothing}>
        {(operations) => (
          <Table
            title={texts.operations}
            columns={[texts.operation, texts.calls, texts.averageTime, texts.failed, texts.statements, texts.aiCalls]}
            rows={operations.map((each) => [
              each.functionName,
              numberText(each.calls),
              msText(each.averageMs),
              numberText(each.errors),
              numberText(each.dbQueries),
              numberText(each.aiRequests),
            ])}
          />
        )}
      </Listed>
      <div className="section-end">
        <button type="button" className="plain" onClick={() => void Promise.all([list.reload(), functions.reload()])}>
          {texts.refresh}
        </button>
        <button type="button" className="primary" disabled={archiving} onClick={() => void archive()}>
          {texts.archiveNow}
        </button>
      </div>
    </>
  );
}
