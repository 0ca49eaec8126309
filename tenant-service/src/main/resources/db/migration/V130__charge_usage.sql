-- A correction is an event of its own with a quantity below 0. The segment says under which terms an event was charged.
alter table usage_event drop constraint usage_event_quantity_check;
alter table usage_event
  add column corrects uuid,
  add column segment integer,
  add constraint usage_event_sign check (case when corrects is null then quantity > 0 else quantity < 0 end);
create index usage_event_corrects on usage_event (tenant_id, corrects) where corrects is not null;
drop index usage_event_time;
create index usage_event_time on usage_event (tenant_id, occurred_at);

-- Units of one meter in one month (its first day) that were used under the same terms and are billed in the same month.
create table metered_units (
  tenant_id uuid not null default current_tenant(),
  period date not null,
  meter text not null,
  segment integer not null,
  billed_in date not null,
  adjusts integer,
  plan text not null,
  included bigint not null check (included >= 0),
  unit_price_nanos bigint not null check (unit_price_nanos >= 0),
  used_before bigint not null check (used_before >= 0),
  units bigint not null check (used_before + units >= 0),
  amount_nanos bigint not null,
  primary key (tenant_id, period, meter, segment)
) with (fillfactor = 50);
create index metered_units_billed on metered_units (tenant_id, billed_in);
call protect_tenant_table('metered_units');

-- Months that are invoiced: what arrives for them later is billed in the month that is open.
create table invoiced_month (
  tenant_id uuid not null default current_tenant(),
  month date not null,
  invoiced_at timestamptz not null,
  primary key (tenant_id, month)
);
call protect_tenant_table('invoiced_month');
