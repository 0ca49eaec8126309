-- Answers hold what was asked, so they are sealed; an answer in clear is from before, until the service has sealed it.
alter table idempotency_key
  add column sealed bytea,
  add column sealed_by uuid;
create index idempotency_key_sealed_by on idempotency_key (tenant_id, sealed_by);
