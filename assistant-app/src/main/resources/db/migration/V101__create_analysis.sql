create table analysis (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  decision_id uuid not null,
  content jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call protect_tenant_table('analysis');
