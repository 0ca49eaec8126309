import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { ConfirmDialog, Dialog } from './Dialog';

function Opener({ dismissible = true }: { dismissible?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Open</button>
      {open && (
        <Dialog title="A question" dismissible={dismissible} onClose={() => setOpen(false)}>
          <button onClick={() => setOpen(false)}>Done</button>
        </Dialog>
      )}
    </>
  );
}

test('gives the focus back to what opened it', async () => {
  const user = userEvent.setup();
  render(<Opener />);
  await user.click(screen.getByRole('button', { name: 'Open' }));

  await user.click(screen.getByRole('button', { name: 'Done' }));

  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus();
});

test('Escape closes it', async () => {
  render(<Opener />);
  await userEvent.click(screen.getByRole('button', { name: 'Open' }));

  fireEvent(screen.getByRole('dialog', { name: 'A question' }), new Event('cancel'));

  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('one that must be read stays, even when the browser has closed it', async () => {
  render(<Opener dismissible={false} />);
  await userEvent.click(screen.getByRole('button', { name: 'Open' }));
  const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'A question' });

  fireEvent(dialog, new Event('cancel'));
  dialog.close();
  fireEvent(dialog, new Event('close'));

  expect(dialog).toBeInTheDocument();
  expect(dialog.open).toBe(true);
});

test('a confirmation under way cannot be confirmed again', async () => {
  const confirm = vi.fn();
  render(
    <ConfirmDialog
      title="Remove it?"
      confirmLabel="Remove"
      pending
      error={null}
      onClose={() => undefined}
      onConfirm={confirm}
    >
      It is gone then.
    </ConfirmDialog>,
  );

  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));

  expect(confirm).not.toHaveBeenCalled();
});
