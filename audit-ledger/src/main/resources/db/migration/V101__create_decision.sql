-- The contents of the log's leaves. A decision waits without a place until the sequencer gives it one, for good.
create table decision (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  app text not null,
  record text not null,
  created_at timestamptz not null,
  received_at timestamptz not null,
  received bigint generated always as identity,
  tenant_seq bigint,
  leaf_index bigint,
  primary key (tenant_id, id),
  constraint decision_tenant_seq unique (tenant_id, tenant_seq),
  constraint decision_leaf_index unique (leaf_index),
  constraint decision_place check ((tenant_seq is null) = (leaf_index is null)),
  constraint decision_place_positive check (tenant_seq > 0 and leaf_index >= 0)
);
create index decision_pending on decision (received) where leaf_index is null;
create index decision_newest on decision (tenant_id, created_at desc, id desc);
create index decision_newest_of_app on decision (tenant_id, app, created_at desc, id desc);

call protect_tenant_table('decision');
call grant_to_worker('decision', 'select, update (tenant_seq, leaf_index)');
revoke update, delete on decision from candor_app;

create function refuse_moving_a_leaf() returns trigger
  language plpgsql as $$
begin
  raise exception 'leaf % never changes its place', old.leaf_index;
end
$$;
create trigger leaf_keeps_its_place before update on decision
  for each row when (old.leaf_index is not null) execute function refuse_moving_a_leaf();
