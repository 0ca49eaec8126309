-- Roles of one PostgreSQL cluster, run once as a superuser in the database `candor`.
-- candor_owner migrates and owns; candor_app works and owns nothing; candor_worker is what background jobs that cross
-- tenants become for one transaction, and it sees only what a migration granted to it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'candor_owner') then
    create role candor_owner login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'candor_app') then
    create role candor_app login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  if not exists (select from pg_roles where rolname = 'candor_worker') then
    create role candor_worker nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end
$$;
alter role candor_owner password '${owner_password}';
alter role candor_app password '${app_password}';
grant candor_worker to candor_app with inherit false, set true;
revoke create on schema public from public;
do $$
begin
  execute format('grant create, connect on database %I to candor_owner', current_database());
  execute format('grant connect on database %I to candor_app', current_database());
end
$$;
