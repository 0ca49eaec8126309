create table member (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'admin', 'member', 'auditor')),
  status text not null check (status in ('invited', 'active')),
  oidc_subject text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint member_email unique (tenant_id, email),
  constraint member_subject unique (tenant_id, oidc_subject),
  check ((status = 'active') = (oidc_subject is not null))
);
create index member_by_subject on member (oidc_subject);
create index member_invited on member (email) where oidc_subject is null;
call protect_tenant_table('member');

-- Signing in happens before a tenant is known: a membership shows itself to the person it belongs to, and an invitation to
-- whoever proves its address.
create policy presented_subject on member for select
  using (oidc_subject = nullif(current_setting('candor.oidc_subject', true), ''));
create policy presented_email on member for select
  using (oidc_subject is null and email = nullif(current_setting('candor.verified_email', true), ''));
