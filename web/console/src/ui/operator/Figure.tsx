import type { ReactNode } from 'react';

interface Props {
  name: string;
  value: string;
  note?: string | undefined;
  chart?: ReactNode;
  bad?: boolean;
}

/** A number with its name, and how it went. */
export function Figure({ name, value, note, chart, bad = false }: Props) {
  return (
    <div className={bad ? 'figure bad' : 'figure'}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {note !== undefined && <small className="muted">{note}</small>}
        {chart}
      </dd>
    </div>
  );
}
