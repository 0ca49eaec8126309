import { Fragment, type ReactNode } from 'react';
import './display.css';

/** Name and value, name and value; what has no value is left out. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  const present = items.filter(([, value]) => value !== undefined && value !== null);
  return (
    <dl className="facts">
      {present.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** A digest or id in full: it is there to be compared. */
export function Digest({ value }: { value: string }) {
  return <code className="break">{value}</code>;
}
