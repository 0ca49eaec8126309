create table api_key (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  name text not null,
  prefix text not null,
  key_sha256 bytea not null,
  scopes text[] not null,
  environment text not null check (environment in ('live', 'test')),
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint api_key_sha256 unique (key_sha256)
);
-- A revoked key gives its name free, so that a key can be replaced under the same name.
create unique index api_key_name on api_key (tenant_id, name) where revoked_at is null;
call protect_tenant_table('api_key');

-- Resolving a key happens before a tenant is known: a key shows itself to whoever presents its digest.
create policy presented_digest on api_key for select
  using (key_sha256 = decode(nullif(current_setting('candor.credential', true), ''), 'hex'));
