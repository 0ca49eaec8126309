-- Which plans there are says the plan file, not the schema.
alter table tenant drop constraint tenant_plan_check;
