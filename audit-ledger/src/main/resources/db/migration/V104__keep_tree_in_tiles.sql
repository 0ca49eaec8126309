-- The hashes of the log's tree, 256 of one level side by side (C2SP tlog-tiles): they name no tenant. Only the tiles at the
-- right edge change, and those only grow.
create table tile (
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  primary key (level, index),
  constraint tile_hashes check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0)
);
insert into tile (level, index, hashes)
  select level / 8, index >> 8, string_agg(hash, ''::bytea order by index) from node where level % 8 = 0 group by 1, 2;
revoke insert, update, delete on tile from candor_app;
grant select, insert, update on tile to candor_worker;

create function refuse_changing_a_tile() returns trigger
  language plpgsql as $$
begin
  raise exception 'tile % of level % only grows', old.index, old.level;
end
$$;
create trigger tile_only_grows before update on tile
  for each row when (
    octet_length(new.hashes) <= octet_length(old.hashes)
    or substring(new.hashes for octet_length(old.hashes)) <> old.hashes
    or new.level <> old.level
    or new.index <> old.index)
  execute function refuse_changing_a_tile();

drop table node;
