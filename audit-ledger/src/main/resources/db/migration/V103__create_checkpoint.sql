-- Every head of the log that was signed.
create table checkpoint (
  size bigint not null primary key,
  note text not null,
  signed_at timestamptz not null
);
revoke insert, update, delete on checkpoint from candor_app;
grant select, insert on checkpoint to candor_worker;
