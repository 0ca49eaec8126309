import type { ButtonHTMLAttributes } from 'react';
import './controls.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: 'primary' | 'danger' | 'quiet' | 'danger-quiet';
  small?: boolean;
  /** Work is under way: a second press does nothing, and the reader is told. */
  pending?: boolean;
}

export function Button({ variant, small, pending, className, ...rest }: ButtonProps) {
  const classes = [
    'button',
    variant === 'danger-quiet'
      ? 'button-quiet button-danger-quiet'
      : variant && `button-${variant}`,
    small === true && 'button-small',
    className,
  ];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      disabled={rest.disabled === true || pending === true}
      aria-busy={pending === true ? true : undefined}
    />
  );
}
