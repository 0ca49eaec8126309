#!/bin/sh
# Runs once, when the database is made: the roles of db/roles.sql, with the passwords of the secret.
set -eu
sed -e "s|\${owner_password}|$CANDOR_DB_OWNER_PASSWORD|" -e "s|\${app_password}|$CANDOR_DB_APP_PASSWORD|" \
  /roles/roles.sql | psql -v ON_ERROR_STOP=1 -U postgres -d candor
