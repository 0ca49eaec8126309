-- The key that salts every digest about one subject: destroying it unties the records from the person.
create table subject_key (
  tenant_id uuid not null default current_tenant(),
  subject_ref text not null,
  key bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, subject_ref)
);
call protect_tenant_table('subject_key');
