import type { AnalyticsHour } from '../types';
import { clock } from '../state/time';
import { t } from '../texts';

export function AnalyticsTable({ hours }: { hours: AnalyticsHour[] }) {
  if (hours.length === 0) {
    return <p className="muted">{t.quiet}</p>;
  }
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={t.analytics}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.columns.hour}</th>
            <th scope="col">{t.columns.messages}</th>
            <th scope="col">{t.columns.sessions}</th>
            <th scope="col">{t.columns.users}</th>
            <th scope="col">{t.columns.length}</th>
            <th scope="col">{t.columns.ai}</th>
          </tr>
        </thead>
        <tbody>
          {hours.map((row) => (
            <tr key={row.hour}>
              <th scope="row">
                <time dateTime={row.hour}>{clock(row.hour)}</time>
              </th>
              <td>{row.messageCount.toLocaleString(t.language)}</td>
              <td>{row.activeSessions.toLocaleString(t.language)}</td>
              <td>{row.activeUsers.toLocaleString(t.language)}</td>
              <td>{row.avgMessageLength.toLocaleString(t.language, { maximumFractionDigits: 1 })}</td>
              <td>{row.aiResponses.toLocaleString(t.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
