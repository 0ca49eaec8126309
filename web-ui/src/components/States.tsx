import type { ReactNode } from 'react';
import './display.css';

export function Loading({ label }: { label: string }) {
  return (
    <div className="skeleton" role="status">
      <span />
      <span />
      <span />
      <span />
      <div className="visually-hidden">{label}</div>
    </div>
  );
}

/** Nothing here yet, and what to do first. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="placeholder">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
