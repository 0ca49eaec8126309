create table note (
  tenant_id uuid not null default current_tenant(),
  id int not null,
  body text not null,
  primary key (tenant_id, id)
);
call protect_tenant_table('note');
