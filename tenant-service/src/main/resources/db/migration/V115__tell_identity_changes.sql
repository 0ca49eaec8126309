create table security_setting (
  tenant_id uuid not null default current_tenant() references tenant,
  two_factor_required boolean not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant_id)
);
call protect_tenant_table('security_setting');
create policy worker on security_setting for select to candor_worker using (two_factor_required);
grant select on security_setting to candor_worker;

-- Whatever the identity provider has to follow leaves an event with its change, by whichever way the change comes. The
-- event says what to look at, not what to do: whoever delivers it makes the provider as the tables are then.
create policy identity on outbox for insert to candor_owner with check (topic = 'identity');
create function tell_identity_change(tenant uuid, kind text, ref text) returns void
  language sql security definer set search_path from current as $$
  insert into outbox (tenant_id, id, topic, payload, created_at)
  select tenant, event, 'identity', json_build_object('id', event, 'kind', kind, 'ref', ref)::text, now()
  from gen_random_uuid() as event
$$;

create function tell_tenant_identity() returns trigger
  language plpgsql set search_path from current as $$
begin
  perform tell_identity_change(coalesce(new.tenant_id, old.tenant_id), 'organization', '');
  return null;
end
$$;
create trigger tenant_identity after insert or update or delete on tenant
  for each row execute function tell_tenant_identity();
create trigger security_identity after insert or update or delete on security_setting
  for each row execute function tell_tenant_identity();

create function tell_member_identity() returns trigger
  language plpgsql set search_path from current as $$
begin
  if coalesce(new.oidc_subject, old.oidc_subject) is not null then
    perform tell_identity_change(
      coalesce(new.tenant_id, old.tenant_id), 'member', coalesce(new.oidc_subject, old.oidc_subject));
  end if;
  return null;
end
$$;
create trigger member_identity after insert or update or delete on member
  for each row execute function tell_member_identity();

create function tell_service_account_identity() returns trigger
  language plpgsql set search_path from current as $$
begin
  perform tell_identity_change(old.tenant_id, 'client', old.client_id);
  return null;
end
$$;
create trigger service_account_identity after delete on service_account
  for each row execute function tell_service_account_identity();
