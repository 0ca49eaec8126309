import type { ReactNode } from 'react';
import './display.css';

interface BadgeProps {
  tone?: 'good' | 'warning' | 'bad' | undefined;
  children: ReactNode;
}

export function Badge({ tone, children }: BadgeProps) {
  return <span className={tone === undefined ? 'badge' : `badge badge-${tone}`}>{children}</span>;
}
