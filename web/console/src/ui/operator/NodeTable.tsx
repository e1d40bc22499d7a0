import type { NodeLine } from '../../state/board';
import { durationText } from '../../state/time';
import { useTexts } from '../../texts/operator';
import { megabytes, numberText, percentText } from './numbers';
import { Table } from './Table';

/** The nodes, with what each carries. */
export function NodeTable({ nodes }: { nodes: readonly NodeLine[] }) {
  const texts = useTexts();
  return (
    <Table
      title={texts.nodes}
      columns={[
        texts.node,
        texts.state,
        texts.cpu,
        texts.memory,
        texts.peopleHere,
        texts.connections,
        texts.messageRate,
        texts.running,
        texts.version,
      ]}
      rows={nodes.map(({ status, silent }) => [
        status.node,
        <span key="state" className={silent || status.unwell.length > 0 ? 'tag bad' : 'tag good'}>
          {silent ? texts.silent : status.unwell.length > 0 ? status.unwell.join(', ') : texts.well}
        </span>,
        <Load key="cpu" share={status.cpu} text={percentText(status.cpu)} />,
        <Load key="memory" share={status.heapUsedBytes / status.heapMaxBytes} text={megabytes(status.heapUsedBytes)} />,
        numberText(status.people),
        numberText(status.sockets),
        numberText(status.messagesPerSecond),
        runningText(Date.parse(status.at) - Date.parse(status.startedAt)),
        status.version.replace('Cogo Chat ', ''),
      ])}
    />
  );
}

/** A bar beside its number, which says the same. */
function Load({ share, text }: { share: number; text: string }) {
  return (
    <span className="load">
      <svg viewBox="0 0 40 6" aria-hidden="true" className={share > 0.85 ? 'high' : undefined}>
        <rect width="40" height="6" rx="3" />
        <rect className="part" width={Math.max(1, Math.min(1, share) * 40)} height="6" rx="3" />
      </svg>
      {text}
    </span>
  );
}

/** In whole days, hours or minutes. */
function runningText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const unit = [86_400, 3600, 60].find((size) => seconds >= size) ?? 1;
  return durationText(seconds - (seconds % unit));
}
