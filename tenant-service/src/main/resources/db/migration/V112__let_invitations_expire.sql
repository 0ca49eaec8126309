alter table member add column invitation_expires_at timestamptz;

-- An invitation shows itself to whoever proves its address, as long as it is valid; those from before do not expire.
drop policy presented_email on member;
create policy presented_email on member for select
  using (oidc_subject is null and email = nullif(current_setting('candor.verified_email', true), '')
    and (invitation_expires_at is null or invitation_expires_at > now()));
