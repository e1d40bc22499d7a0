import type { AnalyticsHour } from '../types';
import { clock } from '../state/time';

export function AnalyticsTable({ hours }: { hours: AnalyticsHour[] }) {
  if (hours.length === 0) {
    return <p className="muted">No messages in this time.</p>;
  }
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Analytics">
      <table>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">Messages</th>
            <th scope="col">Sessions</th>
            <th scope="col">Users</th>
            <th scope="col">Mean length</th>
            <th scope="col">AI answers</th>
          </tr>
        </thead>
        <tbody>
          {hours.map((row) => (
            <tr key={row.hour}>
              <th scope="row">
                <time dateTime={row.hour}>{clock(row.hour)}</time>
              </th>
              <td>{row.messageCount.toLocaleString()}</td>
              <td>{row.activeSessions.toLocaleString()}</td>
              <td>{row.activeUsers.toLocaleString()}</td>
              <td>{row.avgMessageLength.toLocaleString(undefined, { maximumFractionDigits: 1 })}</td>
              <td>{row.aiResponses.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
