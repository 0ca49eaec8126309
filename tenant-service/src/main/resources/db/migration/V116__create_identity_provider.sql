-- A customer's own identity provider. Its secret is Keycloak's alone.
create table identity_provider (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  alias text not null,
  name text not null,
  protocol text not null check (protocol in ('oidc', 'saml')),
  issuer text not null,
  domains text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id),
  constraint identity_provider_alias unique (alias)
);
call protect_tenant_table('identity_provider');

-- A domain belongs to one tenant, whoever else asks for it.
create table identity_provider_domain (
  tenant_id uuid not null default current_tenant(),
  domain text not null,
  provider_id uuid not null,
  primary key (tenant_id, domain),
  constraint identity_provider_domain_taken unique (domain),
  foreign key (tenant_id, provider_id) references identity_provider on delete cascade
);
call protect_tenant_table('identity_provider_domain');

create function tell_identity_provider_end() returns trigger
  language plpgsql set search_path from current as $$
begin
  perform tell_identity_change(old.tenant_id, 'provider', old.alias);
  return null;
end
$$;
create trigger identity_provider_end after delete on identity_provider
  for each row execute function tell_identity_provider_end();
