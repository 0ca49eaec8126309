create table service_account (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  client_id text not null,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id),
  constraint service_account_client unique (client_id),
  constraint service_account_name unique (tenant_id, name)
);
call protect_tenant_table('service_account');

-- Resolving a token happens before a tenant is known: a service account shows itself to whoever proves to be its client.
create policy presented_client on service_account for select
  using (client_id = nullif(current_setting('candor.client_id', true), ''));

create trigger service_account_changed after insert or update or delete on service_account
  for each row execute function notify_member_change();
