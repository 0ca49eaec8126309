-- A retry with the same idempotency key is the same call: it reserves nothing more, and what it uses is charged to the first.
alter table request_log add column idempotency_key text;
create index request_log_key on request_log (tenant_id, idempotency_key) where idempotency_key is not null;

-- The calls that repeat one which still holds its reservation or was charged, by the number of the repetition; only of a
-- day, for so long do services know an idempotency key.
create function find_repeated(
  at timestamptz, tenants uuid[], subjects text[], operations text[], keys text[]
) returns table (number int, call uuid)
  language sql stable as $$
  select distinct on (k.number) k.number::int, r.id
    from unnest(tenants, subjects, operations, keys) with ordinality as k(tenant, subject, operation, key, number)
    join request_log r on r.tenant_id = k.tenant and r.idempotency_key = k.key
    where r.subject = k.subject and r.operation = k.operation and r.state in ('reserved', 'settled')
      and r.admitted_at > at - interval '23 hours'
    order by k.number, r.admitted_at desc;
$$;
