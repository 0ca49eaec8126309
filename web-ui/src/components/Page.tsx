import type { ReactNode } from 'react';
import './display.css';

interface PageProps {
  title: string;
  intro?: ReactNode;
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading; the document's title follows it. */
export function Page({ title, intro, back, actions, children }: PageProps) {
  return (
    <div className="page">
      <title>{`${title} · Candor`}</title>
      <header className="page-head">
        <div>
          {back}
          <h1>{title}</h1>
          {intro !== undefined && <div className="page-intro">{intro}</div>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Card({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="card">
      {title !== undefined && <h2>{title}</h2>}
      {children}
    </section>
  );
}
