-- The plan's price that the invoice of a month shows: a later change of plan does not change that invoice.
alter table invoiced_month
  add column plan text not null default '',
  add column monthly_price_nanos bigint not null default 0 check (monthly_price_nanos >= 0);
alter table invoiced_month alter column plan drop default, alter column monthly_price_nanos drop default;
