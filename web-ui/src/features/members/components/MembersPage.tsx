import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge } from '../../../components/Badge';
import { Button } from '../../../components/Button';
import { Page } from '../../../components/Page';
import { Pager } from '../../../components/Pager';
import { QueryView } from '../../../components/QueryView';
import { Empty } from '../../../components/States';
import { Table } from '../../../components/Table';
import { formatInstant, formatLabel } from '../../../lib/format';
import { useSessionState } from '../../../lib/session';
import { type Member, useMembers } from '../api/members';
import { ChangeRoleDialog, InviteDialog, RemoveDialog } from './MemberDialogs';

const COLUMNS = [
  { label: 'Email' },
  { label: 'Role' },
  { label: 'Status' },
  { label: 'Since' },
  { label: 'Actions', hidden: true },
];

type Open = { kind: 'invite' } | { kind: 'role' | 'remove'; member: Member };

export function MembersPage({ cursor }: { cursor: string | undefined }) {
  const members = useMembers(cursor);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Page
      title="Members"
      intro="The people of your organisation, and what each may do."
      actions={
        <Button variant="primary" onClick={() => setOpen({ kind: 'invite' })}>
          Invite member
        </Button>
      }
    >
      <QueryView query={members} loading="Loading members">
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty title="No members yet">
              <p>Invite the people who work with Candor by their email address.</p>
            </Empty>
          ) : (
            <>
              <Table caption="Members" columns={COLUMNS}>
                {items.map((member) => (
                  <MemberRow
                    key={member.id}
                    member={member}
                    onChangeRole={() => setOpen({ kind: 'role', member })}
                    onRemove={() => setOpen({ kind: 'remove', member })}
                  />
                ))}
              </Table>
              <Pager
                newest={
                  cursor !== undefined && (
                    <Link to="/members" className="button button-small">
                      Newest
                    </Link>
                  )
                }
                older={
                  next !== undefined && (
                    <Link to="/members" search={{ cursor: next }} className="button button-small">
                      Older
                    </Link>
                  )
                }
              />
            </>
          )
        }
      </QueryView>
      {open?.kind === 'invite' && <InviteDialog onClose={close} />}
      {open?.kind === 'role' && <ChangeRoleDialog member={open.member} onClose={close} />}
      {open?.kind === 'remove' && <RemoveDialog member={open.member} onClose={close} />}
    </Page>
  );
}

interface MemberRowProps {
  member: Member;
  onChangeRole: () => void;
  onRemove: () => void;
}

function MemberRow({ member, onChangeRole, onRemove }: MemberRowProps) {
  const session = useSessionState();
  const own = session.status === 'signed-in' && session.account.email === member.email;
  return (
    <tr>
      <th scope="row">
        {member.email} {own && <Badge>You</Badge>}
      </th>
      <td>{formatLabel(member.role)}</td>
      <td>
        {member.status === 'active' ? (
          <Badge tone="good">Active</Badge>
        ) : (
          <Badge tone="warning">Invited</Badge>
        )}
      </td>
      <td className="nowrap">
        <time dateTime={member.created_at}>{formatInstant(member.created_at)}</time>
      </td>
      <td className="number nowrap">
        <Button
          small
          variant="quiet"
          aria-label={`Change role of ${member.email}`}
          onClick={onChangeRole}
        >
          Change role
        </Button>
        <Button
          small
          variant="danger-quiet"
          aria-label={`Remove ${member.email}`}
          onClick={onRemove}
        >
          Remove
        </Button>
      </td>
    </tr>
  );
}
