import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import './controls.css';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

interface Control {
  id: string;
  className: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

/** A label, its control, a hint and what is wrong with the value, tied together for assistive technology. */
function Field({
  label,
  hint,
  error,
  children,
}: FieldProps & { children: (c: Control) => ReactNode }) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        className: 'input',
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
      })}
      {error !== undefined && (
        <p className="field-error" id={errorId} role="alert">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <div className="field-hint" id={hintId}>
          {hint}
        </div>
      )}
    </div>
  );
}

type Input = InputHTMLAttributes<HTMLInputElement>;
type TextArea = TextareaHTMLAttributes<HTMLTextAreaElement>;
type Select = SelectHTMLAttributes<HTMLSelectElement>;

export function TextField({ label, hint, error, ...rest }: FieldProps & Input) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input type="text" {...rest} {...control} />}
    </Field>
  );
}

export function TextAreaField({ label, hint, error, ...rest }: FieldProps & TextArea) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea {...rest} {...control} />}
    </Field>
  );
}

export function SelectField({ label, hint, error, ...rest }: FieldProps & Select) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <select {...rest} {...control} />}
    </Field>
  );
}
