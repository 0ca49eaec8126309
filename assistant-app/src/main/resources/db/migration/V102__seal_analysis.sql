-- Contents are sealed; one in clear is from before, until the service has sealed it.
alter table analysis
  alter column content drop not null,
  add column sealed bytea,
  add column sealed_by uuid,
  add constraint analysis_content check ((content is null) <> (sealed is null));
create index analysis_sealed_by on analysis (tenant_id, sealed_by);
create index analysis_clear on analysis (tenant_id) where content is not null;
call grant_to_worker('analysis', 'select');
