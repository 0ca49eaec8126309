import { type SubmitEvent, useState } from 'react';
import { Button } from '../../../components/Button';
import { ConfirmDialog, Dialog } from '../../../components/Dialog';
import { TextField } from '../../../components/Field';
import { ProblemNotice } from '../../../components/ProblemNotice';
import { fieldError } from '../../../lib/problem';
import {
  type Member,
  type Role,
  useChangeRole,
  useInviteMember,
  useRemoveMember,
} from '../api/members';
import { RoleField } from './RoleField';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [missing, setMissing] = useState(false);
  const invite = useInviteMember();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const address = email.trim();
    setMissing(!address.includes('@'));
    if (address.includes('@')) {
      invite.mutate({ email: address, role }, { onSuccess: onClose });
    }
  };
  return (
    <Dialog title="Invite a member" onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          label="Email"
          type="email"
          value={email}
          autoComplete="off"
          onChange={(event) => setEmail(event.target.value)}
          error={missing ? 'Enter an email address.' : fieldError(invite.error, 'email')}
          hint="The person joins by signing in with this address."
        />
        <RoleField value={role} onChange={setRole} error={fieldError(invite.error, 'role')} />
        <ProblemNotice error={invite.error} shownFields={['email', 'role']} />
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={invite.isPending}>
            Invite
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface MemberDialogProps {
  member: Member;
  onClose: () => void;
}

export function ChangeRoleDialog({ member, onClose }: MemberDialogProps) {
  const [role, setRole] = useState<Role>(member.role);
  const change = useChangeRole();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate({ id: member.id, role }, { onSuccess: onClose });
  };
  return (
    <Dialog title={`Change the role of ${member.email}`} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <RoleField value={role} onChange={setRole} error={fieldError(change.error, 'role')} />
        <ProblemNotice error={change.error} shownFields={['role']} />
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={change.isPending}>
            Change role
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function RemoveDialog({ member, onClose }: MemberDialogProps) {
  const remove = useRemoveMember();
  return (
    <ConfirmDialog
      title={`Remove ${member.email}?`}
      confirmLabel="Remove member"
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate(member.id, { onSuccess: onClose })}
    >
      They lose access at once. What they did stays on record.
    </ConfirmDialog>
  );
}
