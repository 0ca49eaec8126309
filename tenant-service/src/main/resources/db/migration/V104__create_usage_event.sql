create table usage_event (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  meter text not null,
  quantity bigint not null check (quantity > 0),
  occurred_at timestamptz not null,
  decision_id uuid,
  received_at timestamptz not null,
  primary key (tenant_id, id)
);
create index usage_event_time on usage_event (tenant_id, occurred_at) include (meter, quantity);
call protect_tenant_table('usage_event');
