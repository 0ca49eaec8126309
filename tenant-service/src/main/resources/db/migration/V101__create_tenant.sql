-- A tenant is a row of its own: its tenant_id is its id, so that row-level security shows it to its own people alone.
create table tenant (
  tenant_id uuid not null default current_tenant(),
  name text not null,
  slug text not null,
  plan text not null check (plan in ('free', 'team', 'business')),
  created_at timestamptz not null,
  primary key (tenant_id),
  constraint tenant_slug unique (slug)
);
call protect_tenant_table('tenant');
