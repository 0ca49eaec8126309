-- Mails wait here until the mail server has them; then the row goes, for it holds an address.
create table mail (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  recipient text not null,
  subject text not null,
  body text not null,
  state text not null check (state in ('waiting', 'unsent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index mail_waiting on mail (next_attempt_at) where state = 'waiting';
create index mail_age on mail (created_at);
call protect_tenant_table('mail');
call grant_to_worker('mail', 'select, update, delete');
