create table plan_change (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  from_plan text not null,
  to_plan text not null,
  effective_at timestamptz not null,
  state text not null check (state in ('pending', 'applied', 'cancelled')),
  requested_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
-- One change at a time is waited for.
create unique index plan_change_pending on plan_change (tenant_id) where state = 'pending';
create index plan_change_due on plan_change (effective_at) where state = 'pending';
call protect_tenant_table('plan_change');
call grant_to_worker('plan_change', 'select');
