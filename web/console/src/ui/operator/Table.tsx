import type { ReactNode } from 'react';

interface Props {
  title: string;
  columns: readonly string[];
  /** Each begins with what it is about. */
  rows: readonly (readonly ReactNode[])[];
  empty?: string;
  hideTitle?: boolean;
  /** Whether its cells are words, not numbers. */
  words?: boolean;
}

/** A table that scrolls sideways where it is too wide. */
export function Table({ title, columns, rows, empty, hideTitle = false, words = false }: Props) {
  return (
    <div>
      <h3 className={hideTitle ? 'visually-hidden' : 'table-title'}>{title}</h3>
      {rows.length === 0 && empty !== undefined ? (
        <p className="muted">{empty}</p>
      ) : (
        <div className="table-frame" tabIndex={0} role="region" aria-label={title}>
          <table className={words ? 'words' : undefined}>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([first, ...cells], at) => (
                <tr key={at}>
                  <th scope="row">{first}</th>
                  {cells.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
