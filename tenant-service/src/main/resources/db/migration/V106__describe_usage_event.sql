-- Who used what for what: usage is shown and billed by each of these.
alter table usage_event
  add column app text,
  add column capability text,
  add column model text,
  add column subject text,
  add column call_id uuid,
  add column test boolean not null default false;
