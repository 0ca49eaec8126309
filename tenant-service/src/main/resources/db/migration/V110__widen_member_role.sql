alter table member drop constraint member_role_check;
alter table member add constraint member_role_check
  check (role in ('owner', 'admin', 'member', 'auditor', 'billing', 'clinician', 'marketer'));
