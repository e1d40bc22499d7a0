import { useEffect, useState } from 'react';
import { Board, type Sample } from '../../state/board';
import { useStore } from '../../state/store';
import { t } from '../../texts';
import { useTexts } from '../../texts/operator';
import { useWorkspace } from '../context';
import { Figure } from './Figure';
import { NodeTable } from './NodeTable';
import { numberText, msText } from './numbers';
import { Sparkline } from './Sparkline';
import { WorkTable } from './WorkTable';

const SHOWN = 60;

/** How the system does now, as it tells by itself. */
export function LiveBoard() {
  const { chat } = useWorkspace();
  const [board, setBoard] = useState<Board>();
  useEffect(() => {
    const opened = new Board(chat);
    setBoard(opened);
    return () => opened.close();
  }, [chat]);
  return board === undefined ? null : <Figures board={board} />;
}

function Figures({ board }: { board: Board }) {
  const texts = useTexts();
  const { nodes, cluster, samples } = useStore(board.state);
  const now = samples.at(-1);
  if (now === undefined) {
    return (
      <p className="muted" role="status">
        {texts.waiting}
      </p>
    );
  }
  const chart = (what: string, of: (sample: Sample) => number | undefined, say = numberText) => {
    const values = samples.map(of);
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) {
      return undefined;
    }
    const last = values.at(-1);
    const label = texts.chart(
      what,
      last === undefined ? '–' : say(last),
      say(Math.min(...known)),
      say(Math.max(...known)),
    );
    return <Sparkline values={values} most={SHOWN} label={label} />;
  };
  return (
    <>
      <p className="muted" role="status">
        {nodes.every(({ silent }) => silent) && texts.interrupted}
      </p>
      <dl className="figures">
        <Figure
          name={texts.people}
          value={numberText(now.people)}
          note={texts.sockets(now.sockets)}
          chart={chart(texts.people, ({ people }) => people)}
        />
        <Figure
          name={texts.messages}
          value={numberText(now.messages)}
          note={texts.deliveries(numberText(now.deliveries))}
          chart={chart(texts.messages, ({ messages }) => messages)}
        />
        <Figure
          name={texts.delivery}
          value={now.p99 === undefined ? '–' : msText(now.p99)}
          note={now.median === undefined ? undefined : texts.deliveryMedian(msText(now.median))}
          chart={chart(texts.delivery, ({ p99 }) => p99, msText)}
        />
        <Figure
          name={texts.errors}
          value={numberText(now.errors)}
          bad={now.errors > 0}
          chart={chart(texts.errors, ({ errors }) => errors)}
        />
        <Figure
          name={texts.cost}
          value={cluster === undefined ? '–' : dollars(cluster.aiCostTodayMicros)}
          note={texts.sinceMidnight}
        />
        <Figure
          name={texts.agentsWorking}
          value={cluster === undefined ? '–' : numberText(cluster.agentsEnabled)}
          note={cluster && texts.agentsOf(cluster.agentsEnabled, cluster.agents)}
        />
      </dl>
      <NodeTable nodes={nodes} />
      <WorkTable work={cluster?.work} />
    </>
  );
}

function dollars(micros: number): string {
  const amount = micros / 1_000_000;
  // A greeting costs less than a cent.
  const digits = amount > 0 && amount < 1 ? 4 : 2;
  return amount.toLocaleString(t.language, { style: 'currency', currency: 'USD', minimumFractionDigits: digits });
}
