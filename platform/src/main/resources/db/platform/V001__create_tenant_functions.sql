-- The tenant of the transaction, or null: row-level security then shows nothing.
create function current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('candor.tenant_id', true), '')::uuid;

-- Forces row-level security on a table whose first key column is tenant_id.
create procedure protect_tenant_table(target regclass)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', target);
end
$$;

-- Gives background jobs the named privileges on a tenant table, for every tenant.
create procedure grant_to_worker(target regclass, privileges text)
  language plpgsql as $$
begin
  execute format('grant %s on %s to candor_worker', privileges, target);
  execute format('create policy worker on %s to candor_worker using (true) with check (true)', target);
end
$$;

do $$
begin
  execute format('grant usage on schema %I to candor_app, candor_worker', current_schema());
  execute format(
    'alter default privileges in schema %I grant select, insert, update, delete on tables to candor_app', current_schema());
  execute format('alter default privileges in schema %I grant usage on sequences to candor_app', current_schema());
end
$$;
