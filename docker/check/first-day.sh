#!/usr/bin/env bash
# An operator's first day as docs/operating.md tells it, on this machine: an outside PostgreSQL with verified TLS, keys that are made once
# and copied, doctor, three nodes with HTTPS of their own, mail, single sign-on, an operator, somebody who is shut out, a backup that is
# restored beside, and an update of one node after the other while people talk, of which no message may be lost.
# Needs PostgreSQL's programs (Debian: postgresql), openssl, Node.js 20, the web packages (npm --prefix web ci), root or a user who may
# run PostgreSQL, and in COGO_JAR a node's jar with JAVA_HOME; NEXT_JAR is the one to update to, by default the same.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${COGO_JAR:?must name the runnable jar}"
work=$(mktemp -d)
chmod 755 "$work"
database=
finish() {
    local status=$?
    [ -z "$database" ] || kill "$database" 2>/dev/null || true
    [ -z "$database" ] || wait "$database" 2>/dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT

# An authority of the house's own, with certificates for the database and for the nodes.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority \
    -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
certificate() { # NAME
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
    openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 2 -out "$work/$1.crt" \
        -extfile <(echo subjectAltName=DNS:localhost) 2>/dev/null
}
certificate database
certificate nodes

programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as=()
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid postgres --regid postgres --clear-groups); fi
data="$work/database"
install -d ${as[@]+-o postgres} -m 700 "$data"
export DATABASE_PORT
DATABASE_PORT=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
${as[@]+"${as[@]}"} "$programs/initdb" -D "$data" -U postgres --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --no-sync >/dev/null
install ${as[@]+-o postgres} -m 600 "$work/database.key" "$data/server.key"
install ${as[@]+-o postgres} -m 600 "$work/database.crt" "$data/server.crt"
printf 'local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n' >"$data/pg_hba.conf"
${as[@]+"${as[@]}"} "$programs/postgres" -D "$data" -p "$DATABASE_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$data" \
    -c ssl=on >"$work/database.log" 2>&1 &
database=$!
sql() { ${as[@]+"${as[@]}"} psql -q -h "$data" -p "$DATABASE_PORT" -U postgres -c "$1"; }
for _ in $(seq 60); do
    ! sql 'SELECT 1' >/dev/null 2>&1 || break
    sleep 0.5
done
# As the documentation has it.
sql "CREATE ROLE cogo LOGIN PASSWORD 'secret'"
sql 'CREATE DATABASE cogo OWNER cogo'

export WORK=$work NODE_EXTRA_CA_CERTS=$work/ca.crt
node docker/check/first-day.mjs
