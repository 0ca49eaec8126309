-- Money that a month may cost: of the whole tenant, or of one key. A hard budget ends calls, any budget raises alerts.
create table budget (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  api_key_id uuid,
  limit_nanos bigint not null check (limit_nanos > 0),
  hard boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, api_key_id) references api_key (tenant_id, id) on delete cascade,
  constraint budget_holder unique nulls not distinct (tenant_id, api_key_id)
);
call protect_tenant_table('budget');

-- What a month has cost so far, by tenant (holder '') and by key (holder 'key:<id>').
create table budget_spending (
  tenant_id uuid not null default current_tenant(),
  period date not null,
  holder text not null,
  spent_nanos bigint not null,
  primary key (tenant_id, period, holder)
);
call protect_tenant_table('budget_spending');

create table budget_alert (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  budget_id uuid not null,
  period date not null,
  percent smallint not null check (percent in (50, 80, 100)),
  limit_nanos bigint not null,
  spent_nanos bigint not null,
  raised_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, budget_id) references budget on delete cascade,
  constraint budget_alert_once unique (tenant_id, budget_id, period, percent)
);
call protect_tenant_table('budget_alert');

create function notify_budget_change() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('candor_credentials', 'tenant:' || coalesce(new.tenant_id, old.tenant_id));
  return null;
end
$$;
create trigger budget_changed after insert or update or delete on budget
  for each row execute function notify_budget_change();
