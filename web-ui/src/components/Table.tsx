import type { ReactNode } from 'react';
import './display.css';

interface TableProps {
  caption: string;
  columns: readonly Column[];
  children: ReactNode;
}

interface Column {
  label: string;
  number?: boolean;
  /** Read out, but not shown: the column of the row's buttons. */
  hidden?: boolean;
}

/** A table that scrolls sideways in its frame on a narrow screen; the frame takes the keyboard for that. */
export function Table({ caption, columns, children }: TableProps) {
  return (
    // A scrollable region must be reachable by keyboard (WCAG 2.1.1).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" className={column.number ? 'number' : undefined}>
                {column.hidden ? (
                  <span className="visually-hidden">{column.label}</span>
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
