-- What was asked about a person's or the tenant's data. The reference to the person is sealed and goes once it is done.
create table privacy_request (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  kind text not null check (kind in ('export-subject', 'erase-subject', 'export-tenant', 'delete-tenant')),
  state text not null check (state in ('scheduled', 'running', 'done', 'expired', 'cancelled')),
  subject_digest text,
  sealed_subject bytea,
  requested_by text not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  completed_at timestamptz,
  expires_at timestamptz,
  primary key (tenant_id, id),
  check ((kind in ('export-subject', 'erase-subject')) = (subject_digest is not null))
);
create unique index privacy_request_one_deletion on privacy_request (tenant_id)
  where kind = 'delete-tenant' and state in ('scheduled', 'running');
create index privacy_request_due on privacy_request (due_at) where state = 'scheduled';
create index privacy_request_expiry on privacy_request (expires_at) where state = 'done';
call protect_tenant_table('privacy_request');
call grant_to_worker('privacy_request', 'select');

-- What each service has to do for a request; a phase begins when the one before is over.
create table privacy_step (
  tenant_id uuid not null default current_tenant(),
  request_id uuid not null,
  service text not null,
  phase integer not null,
  state text not null check (state in ('waiting', 'done')),
  pages integer not null default 0,
  cursor text,
  pseudonym text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  primary key (tenant_id, request_id, service),
  foreign key (tenant_id, request_id) references privacy_request on delete cascade
);
create index privacy_step_due on privacy_step (next_attempt_at) where state = 'waiting';
call protect_tenant_table('privacy_step');
call grant_to_worker('privacy_step', 'select, update (next_attempt_at)');

create table privacy_export_chunk (
  tenant_id uuid not null default current_tenant(),
  request_id uuid not null,
  service text not null,
  page integer not null,
  sealed bytea not null,
  sealed_by uuid not null,
  primary key (tenant_id, request_id, service, page),
  foreign key (tenant_id, request_id) references privacy_request on delete cascade
);
create index privacy_export_chunk_sealed_by on privacy_export_chunk (tenant_id, sealed_by);
call protect_tenant_table('privacy_export_chunk');
