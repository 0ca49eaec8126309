create table outbox (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  topic text not null,
  seq bigint generated always as identity,
  payload text not null,
  created_at timestamptz not null,
  refused text,
  primary key (tenant_id, id, topic)
);
create index outbox_waiting on outbox (topic, seq) where refused is null;
call protect_tenant_table('outbox');
call grant_to_worker('outbox', 'select, update, delete');
