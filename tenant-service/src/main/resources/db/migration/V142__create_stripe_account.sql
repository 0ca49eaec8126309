-- A tenant at Stripe.
create table stripe_account (
  tenant_id uuid not null default current_tenant() references tenant,
  customer_id text not null,
  subscription_id text,
  subscription_status text,
  subscription_plan text,
  subscription_ends_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id),
  constraint stripe_account_customer unique (customer_id)
);
call protect_tenant_table('stripe_account');
call grant_to_worker('stripe_account', 'select');

-- Webhook events that were dealt with: Stripe delivers each at least once, in any order.
create table stripe_event (
  tenant_id uuid not null default current_tenant() references tenant,
  id text not null,
  type text not null,
  received_at timestamptz not null,
  primary key (tenant_id, id)
);
create index stripe_event_age on stripe_event (received_at);
call protect_tenant_table('stripe_event');
call grant_to_worker('stripe_event', 'select, delete');
