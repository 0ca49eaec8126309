create table idempotency_key (
  tenant_id uuid not null default current_tenant(),
  operation text not null,
  key text not null,
  request_sha256 bytea not null,
  answer text,
  created_at timestamptz not null,
  primary key (tenant_id, operation, key)
);
create index idempotency_key_age on idempotency_key (created_at);
call protect_tenant_table('idempotency_key');
call grant_to_worker('idempotency_key', 'select, delete');
