-- The last number of each series: taken in the transaction of the invoice, so that numbers have no gaps. It tells nothing
-- of a tenant, so every tenant's transaction may take one.
create table invoice_number (
  series text primary key,
  last bigint not null check (last > 0)
);
alter table invoice_number enable row level security;
alter table invoice_number force row level security;
create policy numbering on invoice_number using (true) with check (true);

create table invoice (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  source text not null check (source in ('manual', 'stripe')),
  number text,
  external_id text,
  month date check (month = date_trunc('month', month)),
  status text not null check (status in ('draft', 'open', 'paid', 'void', 'uncollectible')),
  recipient text not null,
  currency text not null,
  total_cents bigint not null,
  paid_cents bigint not null,
  period_from timestamptz not null,
  period_to timestamptz not null,
  created_at timestamptz not null,
  issued_at timestamptz,
  due_at timestamptz,
  paid_at timestamptz,
  payment_failed_at timestamptz,
  payment_reference text,
  document_url text,
  primary key (tenant_id, id),
  constraint invoice_number_taken unique (number),
  constraint invoice_month unique (tenant_id, month),
  constraint invoice_external unique (tenant_id, external_id),
  check ((source = 'manual') = (month is not null)),
  check ((source = 'stripe') = (external_id is not null))
);
create index invoice_unpaid on invoice (tenant_id) where status = 'open';
call protect_tenant_table('invoice');
call grant_to_worker('invoice', 'select');

-- month and meter say which usage a line charges; a month before that of the invoice is an adjustment.
create table invoice_line (
  tenant_id uuid not null default current_tenant(),
  invoice_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('plan', 'usage', 'adjustment', 'other')),
  description text not null,
  meter text,
  month date,
  quantity bigint not null,
  amount_cents bigint not null,
  primary key (tenant_id, invoice_id, position),
  foreign key (tenant_id, invoice_id) references invoice
);
call protect_tenant_table('invoice_line');

-- The job that closes months goes through the tenants.
do $$
begin
  grant select on tenant to candor_worker;
  if not exists (select from pg_policies where schemaname = current_schema() and tablename = 'tenant' and policyname = 'worker') then
    create policy worker on tenant to candor_worker using (true) with check (true);
  end if;
end
$$;
