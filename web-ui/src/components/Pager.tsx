import type { ReactNode } from 'react';

interface PagerProps {
  /** Link to the first page; absent on the first page. */
  newest: ReactNode;
  /** Link to the next page; absent on the last page. */
  older: ReactNode;
}

export function Pager({ newest, older }: PagerProps) {
  if (!newest && !older) {
    return null;
  }
  return (
    <nav className="row row-between" aria-label="Pages">
      <div>{newest}</div>
      <div>{older}</div>
    </nav>
  );
}
