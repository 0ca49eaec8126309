-- The end of a tenant: the contents of its leaves go, once each has its place, and the hashes stay. Tells how many decisions
-- are still there.
create function erase_leaf_contents() returns bigint
  language plpgsql security definer set search_path from current as $$
begin
  delete from decision where tenant_id = current_tenant() and leaf_index is not null;
  return (select count(*) from decision where tenant_id = current_tenant());
end
$$;
