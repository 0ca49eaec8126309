-- Token buckets that the gateways share; a crash may forget them, which leaves them full.
create unlogged table rate_limit (
  id text primary key,
  state bytea,
  expires_at bigint,
  explicit_lock bigint
);
