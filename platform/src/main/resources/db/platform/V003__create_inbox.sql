create table inbox (
  tenant_id uuid not null default current_tenant(),
  topic text not null,
  id uuid not null,
  content_sha256 bytea not null,
  received_at timestamptz not null,
  primary key (tenant_id, topic, id)
);
call protect_tenant_table('inbox');
