-- The plan that a subscription must get at Stripe, until Stripe has it.
alter table stripe_account
  add column wanted_plan text,
  add column wanted_at timestamptz;
create index stripe_account_wanted on stripe_account (wanted_at) where wanted_plan is not null;
