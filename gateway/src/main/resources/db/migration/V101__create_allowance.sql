-- What a month has used up, by tenant (holder '') and by key (holder 'key:<id>'), for each meter. `reserved` are the units
-- that calls under way may still use; what they may cost follows from the terms beside them.
create table allowance (
  tenant_id uuid not null default current_tenant(),
  period date not null,
  holder text not null,
  meter text not null,
  used bigint not null default 0,
  spent_nanos bigint not null default 0,
  reserved bigint not null default 0 check (reserved >= 0),
  primary key (tenant_id, period, holder, meter)
) with (fillfactor = 50);
call protect_tenant_table('allowance');
call grant_to_worker('allowance', 'select, insert, update, delete');

-- Every billable call. `reserved` are the units of each of `meters` that it still holds.
create table request_log (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  subject text not null,
  operation text not null,
  period date not null,
  meters text[] not null,
  at_most bigint[] not null,
  reserved bigint[] not null,
  state text not null check (state in ('test', 'reserved', 'settled', 'freed', 'expired')),
  status smallint,
  admitted_at timestamptz not null,
  lease_end timestamptz not null,
  primary key (tenant_id, id)
) with (fillfactor = 70);
create index request_log_lease on request_log (lease_end) where state = 'reserved';
create index request_log_age on request_log using brin (admitted_at);
call protect_tenant_table('request_log');
call grant_to_worker('request_log', 'select, insert, update, delete');

-- What tenant-service charged, so that nothing is added twice.
create table charge (
  tenant_id uuid not null default current_tenant(),
  event_id uuid not null,
  call_id uuid,
  meter text not null,
  quantity bigint not null,
  amount_nanos bigint not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (tenant_id, event_id)
);
create index charge_age on charge using brin (received_at);
call protect_tenant_table('charge');
call grant_to_worker('charge', 'select, insert, delete');
