-- Where a tenant stands that has not paid; no row means that nothing is due.
create table dunning (
  tenant_id uuid not null default current_tenant() references tenant,
  stage text not null check (stage in ('grace', 'suspended')),
  unpaid_since timestamptz not null,
  suspends_at timestamptz not null,
  primary key (tenant_id)
);
call protect_tenant_table('dunning');
call grant_to_worker('dunning', 'select');
