-- The hashes of the perfect subtrees of the log: they name no tenant and never change.
create table node (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index),
  constraint node_hash check (octet_length(hash) = 32)
);
revoke insert, update, delete on node from candor_app;
grant select, insert on node to candor_worker;
