-- Keys lie wrapped by the master keyset, under a keyed digest of the subject's reference. Where wrapped_by is null, a key is
-- from before: 32 raw bytes under the reference itself, until the service has wrapped it.
alter table subject_key
  add column key_id uuid not null default gen_random_uuid(),
  add column wrapped_by integer;
create unique index subject_key_id on subject_key (tenant_id, key_id);
create index subject_key_wrapped_by on subject_key (wrapped_by);
call grant_to_worker('subject_key', 'select, update');
