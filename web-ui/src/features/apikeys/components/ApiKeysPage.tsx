import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge } from '../../../components/Badge';
import { Button } from '../../../components/Button';
import { ConfirmDialog } from '../../../components/Dialog';
import { Page } from '../../../components/Page';
import { Pager } from '../../../components/Pager';
import { QueryView } from '../../../components/QueryView';
import { Empty } from '../../../components/States';
import { Table } from '../../../components/Table';
import { formatInstant } from '../../../lib/format';
import { type ApiKey, useApiKeys, useRevokeApiKey } from '../api/apiKeys';
import { CreateKeyDialog } from './CreateKeyDialog';

const COLUMNS = [
  { label: 'Name' },
  { label: 'Key' },
  { label: 'Environment' },
  { label: 'May do' },
  { label: 'Created' },
  { label: 'Status' },
  { label: 'Actions', hidden: true },
];

export function ApiKeysPage({ cursor }: { cursor: string | undefined }) {
  const keys = useApiKeys(cursor);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      Create key
    </Button>
  );
  return (
    <Page
      title="API keys"
      intro="Programs call Candor with a key. Give each program its own, with no more rights than it needs."
      actions={create}
    >
      <QueryView query={keys} loading="Loading API keys">
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty title="No API keys yet">
              <p>Create a key to call the API from a program of yours.</p>
            </Empty>
          ) : (
            <>
              <Table caption="API keys" columns={COLUMNS}>
                {items.map((key) => (
                  <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
                ))}
              </Table>
              <Pager
                newest={
                  cursor !== undefined && (
                    <Link to="/api-keys" className="button button-small">
                      Newest
                    </Link>
                  )
                }
                older={
                  next !== undefined && (
                    <Link to="/api-keys" search={{ cursor: next }} className="button button-small">
                      Older
                    </Link>
                  )
                }
              />
            </>
          )
        }
      </QueryView>
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Page>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const revoked = apiKey.revoked_at;
  return (
    <tr>
      <th scope="row">{apiKey.name}</th>
      <td className="mono nowrap">{apiKey.prefix}…</td>
      <td>{apiKey.environment}</td>
      <td className="small">{apiKey.scopes.join(', ')}</td>
      <td className="nowrap">
        <time dateTime={apiKey.created_at}>{formatInstant(apiKey.created_at)}</time>
      </td>
      <td>
        {revoked === undefined ? (
          <Badge tone="good">Active</Badge>
        ) : (
          <span title={formatInstant(revoked)}>
            <Badge>Revoked</Badge>
          </span>
        )}
      </td>
      <td className="number">
        {revoked === undefined && (
          <Button
            small
            variant="danger-quiet"
            aria-label={`Revoke ${apiKey.name}`}
            onClick={onRevoke}
          >
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeApiKey();
  return (
    <ConfirmDialog
      title={`Revoke ${apiKey.name}?`}
      confirmLabel="Revoke key"
      pending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
    >
      Programs that use <code>{apiKey.prefix}…</code> stop working within a second. This cannot be
      undone.
    </ConfirmDialog>
  );
}
