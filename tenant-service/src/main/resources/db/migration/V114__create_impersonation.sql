-- An operator of the platform acts in a tenant, for a reason and for a time.
create table impersonation (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  operator_subject text not null,
  role text not null check (role in ('admin', 'member', 'auditor', 'billing', 'clinician', 'marketer')),
  reason text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create index impersonation_started on impersonation (started_at desc);
call protect_tenant_table('impersonation');
create policy platform on impersonation for select to candor_worker using (true);
grant select on impersonation to candor_worker;

create trigger impersonation_changed after insert or update or delete on impersonation
  for each row execute function notify_member_change();

-- The operator lists tenants and sums up what they used.
create policy platform on tenant for select to candor_worker using (true);
grant select on tenant to candor_worker;
create policy platform on usage_event for select to candor_worker using (true);
grant select on usage_event to candor_worker;
