import { clock } from '../../state/time';
import { useTexts } from '../../texts/operator';
import type { AnalyticsHour } from '../../types';
import { numberText } from './numbers';

const HOURS = 24;
const BAR = 10;
const HEIGHT = 60;
const HOUR_MS = 3_600_000;

/** The messages of the last day as bars, an hour each; the table below says the same in numbers. */
export function HourChart({ hours }: { hours: readonly AnalyticsHour[] }) {
  const texts = useTexts();
  const newest = Math.floor(Date.now() / HOUR_MS);
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const { hour, messageCount } of hours) {
    const at = HOURS - 1 - (newest - Math.floor(Date.parse(hour) / HOUR_MS));
    if (at >= 0 && at < HOURS) {
      counts[at] = messageCount;
    }
  }
  const busiest = hours.reduce((most, row) => (row.messageCount > most.messageCount ? row : most));
  const total = hours.reduce((sum, row) => sum + row.messageCount, 0);
  const words = texts.byHourText(numberText(total), numberText(busiest.messageCount), clock(busiest.hour));
  return (
    <figure className="hour-chart">
      <svg
        viewBox={`0 0 ${HOURS * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${texts.byHour}: ${words}`}
      >
        {counts.map((count, at) => {
          const height = count === 0 ? 1 : Math.max(3, (count / busiest.messageCount) * (HEIGHT - 2));
          return <rect key={at} x={at * BAR + 1} y={HEIGHT - height} width={BAR - 2} height={height} />;
        })}
      </svg>
      <figcaption className="muted">{words}</figcaption>
    </figure>
  );
}
