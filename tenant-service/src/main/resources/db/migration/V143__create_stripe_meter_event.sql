-- Units that wait to be summed up for Stripe, written in the transaction of the usage intake.
create table stripe_meter_event (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  meter text not null,
  day date not null,
  quantity bigint not null,
  occurred_at timestamptz not null,
  primary key (tenant_id, id)
);
create index stripe_meter_event_lane on stripe_meter_event (tenant_id, meter, day);
call protect_tenant_table('stripe_meter_event');
call grant_to_worker('stripe_meter_event', 'select, delete');

-- What Stripe is told, under an identifier by which it knows a repetition. One at a time per tenant and meter.
-- unanswered_since: an attempt may have arrived although no answer came back. settling: Stripe's invoice of that month is
-- closed, so the units become an invoice item of the next.
create table stripe_meter_send (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  meter text not null,
  day date not null,
  quantity bigint not null,
  occurred_at timestamptz not null,
  settling boolean not null default false,
  state text not null check (state in ('open', 'sent', 'settled')),
  attempts integer not null default 0,
  unanswered_since timestamptz,
  next_attempt_at timestamptz not null,
  reason text,
  done_at timestamptz,
  primary key (tenant_id, id)
);
create unique index stripe_meter_send_lane on stripe_meter_send (tenant_id, meter) where state = 'open';
create index stripe_meter_send_next on stripe_meter_send (next_attempt_at) where state = 'open';
create index stripe_meter_send_day on stripe_meter_send (tenant_id, meter, day);
call protect_tenant_table('stripe_meter_send');
call grant_to_worker('stripe_meter_send', 'select, insert, update');
