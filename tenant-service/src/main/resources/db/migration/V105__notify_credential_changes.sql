-- Gateways keep what a credential stands for; each change tells them, with the commit, what to forget.
create function notify_api_key_change() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('candor_credentials', encode(coalesce(new.key_sha256, old.key_sha256), 'hex'));
  return null;
end
$$;
create trigger api_key_changed after insert or update or delete on api_key
  for each row execute function notify_api_key_change();

create function notify_member_change() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('candor_credentials', 'member:' || coalesce(new.tenant_id, old.tenant_id));
  return null;
end
$$;
create trigger member_changed after insert or update or delete on member
  for each row execute function notify_member_change();

create function notify_tenant_change() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('candor_credentials', 'tenant:' || coalesce(new.tenant_id, old.tenant_id));
  return null;
end
$$;
create trigger tenant_changed after insert or update or delete on tenant
  for each row execute function notify_tenant_change();
