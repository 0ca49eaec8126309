-- Sums of usage_event, kept in the transaction that takes the events in. What an event does not say is an empty text.
create table usage_hour (
  tenant_id uuid not null default current_tenant(),
  start timestamptz not null,
  meter text not null,
  app text not null,
  capability text not null,
  model text not null,
  subject text not null,
  test boolean not null,
  quantity bigint not null,
  primary key (tenant_id, start, meter, app, capability, model, subject, test)
) with (fillfactor = 50);
create table usage_day (like usage_hour including all) with (fillfactor = 50);

-- The owner sees every tenant's events only while row-level security is not forced on it; this transaction ends that.
alter table usage_event no force row level security;
insert into usage_hour
  select tenant_id, date_trunc('hour', occurred_at, 'UTC'), meter, coalesce(app, ''), coalesce(capability, ''),
    coalesce(model, ''), coalesce(subject, ''), test, sum(quantity)
  from usage_event group by 1, 2, 3, 4, 5, 6, 7, 8;
alter table usage_event force row level security;
insert into usage_day
  select tenant_id, date_trunc('day', start, 'UTC'), meter, app, capability, model, subject, test, sum(quantity)
  from usage_hour group by 1, 2, 3, 4, 5, 6, 7, 8;
call protect_tenant_table('usage_hour');
call protect_tenant_table('usage_day');
