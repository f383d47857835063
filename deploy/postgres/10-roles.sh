#!/bin/sh
# Runs once, when the database server of docker-compose.yml is new: both roles, then their passwords.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f /roles.sql
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v owner="$OWNER_PASSWORD" -v application="$APPLICATION_PASSWORD" <<'SQL'
ALTER ROLE tc_owner PASSWORD :'owner';
ALTER ROLE tc_app PASSWORD :'application';
SQL
