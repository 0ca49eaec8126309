import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './Button';
import './controls.css';
import { ProblemNotice } from './ProblemNotice';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** False where a slip of the finger (Escape) would lose something that cannot be had again. */
  dismissible?: boolean;
  children: ReactNode;
}

/** A modal dialog while it is mounted. The browser keeps the focus inside and gives it back at the end. */
export function Dialog({ title, onClose, dismissible = true, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) {
        opener.focus();
      }
    };
  }, []);

  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (dismissible) {
          onClose();
        }
      }}
      onClose={() => {
        // A browser closes on the second Escape in a row without asking.
        if (ref.current?.open === false) {
          if (dismissible) {
            onClose();
          } else {
            ref.current.showModal();
          }
        }
      }}
    >
      <div className="stack">
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmDialogProps extends DialogProps {
  confirmLabel: string;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <div>{props.children}</div>
      <ProblemNotice error={props.error} />
      <div className="dialog-actions">
        <Button onClick={props.onClose}>Cancel</Button>
        <Button variant="danger" pending={props.pending} onClick={props.onConfirm}>
          {props.confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
