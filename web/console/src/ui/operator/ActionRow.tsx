import type { Actions } from './useActions';

export interface Offered {
  label: string;
  run: () => Promise<void>;
  /** What it would do, where that is asked first; without it, it is done at once. */
  hint?: string;
  danger?: boolean;
}

interface Props {
  actions: Actions;
  /** Whom or what it is done to. */
  subject: string;
  offered: readonly (Offered | false)[];
}

/** What operators can do to one of a list. */
export function ActionRow({ offered, ...to }: Props) {
  return (
    <div className="card-actions">
      {offered.map((each) => each !== false && <ActionButton key={each.label} {...to} {...each} />)}
    </div>
  );
}

export function ActionButton({ actions, subject, label, run, hint, danger = false }: Omit<Props, 'offered'> & Offered) {
  return (
    <button
      type="button"
      className={danger ? 'plain compact danger' : 'plain compact'}
      onClick={() => (hint === undefined ? actions.now(run) : actions.confirm({ title: label, hint, subject, run }))}
    >
      {label}
    </button>
  );
}
