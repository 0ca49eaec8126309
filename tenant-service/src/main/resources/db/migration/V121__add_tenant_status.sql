alter table tenant
  add column status text not null default 'active' check (status in ('active', 'grace', 'suspended', 'deleting'));
