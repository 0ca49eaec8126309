-- A key may end by itself, have limits of its own, and be rotated: its old secret works beside the new one for a while.
alter table api_key
  add column expires_at timestamptz,
  add column requests_per_minute integer check (requests_per_minute > 0),
  add column previous_sha256 bytea,
  add column previous_until timestamptz,
  add column last_used_at timestamptz,
  add constraint api_key_previous check ((previous_sha256 is null) = (previous_until is null));
create unique index api_key_previous_sha256 on api_key (previous_sha256);

create policy presented_previous_digest on api_key for select
  using (previous_sha256 = decode(nullif(current_setting('candor.credential', true), ''), 'hex'));

-- Gateways hear of what changes the answer about a key, not of each use; and of both secrets.
drop trigger api_key_changed on api_key;
create or replace function notify_api_key_change() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('candor_credentials', encode(coalesce(new.key_sha256, old.key_sha256), 'hex'));
  if tg_op = 'UPDATE' and old.key_sha256 <> new.key_sha256 then
    perform pg_notify('candor_credentials', encode(old.key_sha256, 'hex'));
  end if;
  if tg_op = 'UPDATE' and old.previous_sha256 is not null then
    perform pg_notify('candor_credentials', encode(old.previous_sha256, 'hex'));
  end if;
  return null;
end
$$;
create trigger api_key_changed
  after insert or delete
    or update of name, scopes, revoked_at, key_sha256, expires_at, requests_per_minute, previous_sha256, previous_until
  on api_key for each row execute function notify_api_key_change();
