#!/usr/bin/env bash
# Makes local images under the names that the Dockerfile, compose.yaml and the tests use, for a machine whose Docker engine
# can't pull. STAND-INS, for checking only: they are Debian with Debian's packages and this machine's JDK and Node.js.
# Needs root, debootstrap, JAVA_HOME (a JDK 25) and node on the path. Arguments are names of images to make, such as nginx:1.28; without
# any it makes all.
set -euo pipefail
: "${JAVA_HOME:?must be a JDK 25}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

base="$work/debian"
debootstrap --variant=minbase --include=ca-certificates bookworm "$base" >"$work/debootstrap.log"
tar -C "$base" -c . | docker import - stand-in-debian:bookworm >/dev/null

context="$work/context"
mkdir -p "$context/jdk" "$context/node/bin" "$context/node/lib/node_modules"
cp -a "$JAVA_HOME/." "$context/jdk/"
# Behind a proxy with an authority of its own, builds in a container must trust what this machine trusts.
rm -f "$context/jdk/lib/security/cacerts"
cp -L "$JAVA_HOME/lib/security/cacerts" "$context/jdk/lib/security/cacerts"
cp /etc/ssl/certs/ca-certificates.crt "$context/"
cp "$(readlink -f "$(command -v node)")" "$context/node/bin/node"
cp -aL "$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")" "$context/node/lib/node_modules/npm"
cat >"$context/postgres-entrypoint.sh" <<'SH'
#!/bin/bash
# Behaves like the official image's entrypoint as far as the checks need it: POSTGRES_* variables, root that takes over the
# folders and becomes postgres for good, and the ready line twice in the log, because the first server only runs the set-up.
set -e
data=/var/lib/postgresql/data
export PATH="$(ls -d /usr/lib/postgresql/*/bin):$PATH"
user=${POSTGRES_USER:-postgres}
[ "${1:0:1}" != - ] || set -- postgres "$@"
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$data" /var/run/postgresql
    chmod 700 "$data"
    chmod 3775 /var/run/postgresql
    find "$data" /var/run/postgresql ! -user postgres -exec chown postgres '{}' +
    exec setpriv --reuid postgres --regid postgres --init-groups -- "$0" "$@"
fi
if [ ! -s "$data/PG_VERSION" ]; then
    initdb -D "$data" -U "$user" --pwfile=<(echo "${POSTGRES_PASSWORD:?}") --auth-local=trust --auth-host=scram-sha-256 -E UTF8
    echo "host all all all scram-sha-256" >>"$data/pg_hba.conf"
    pg_ctl -D "$data" -o "-c listen_addresses=''" -w start
    [ "${POSTGRES_DB:-$user}" = postgres ] || psql -U "$user" -d postgres -c "CREATE DATABASE \"${POSTGRES_DB:-$user}\""
    pg_ctl -D "$data" -m fast -w stop
fi
[ "${1:-postgres}" = postgres ] && shift || true
exec postgres -D "$data" -c listen_addresses='*' "$@"
SH

wanted=" $* "
image() { # NAME, then the Dockerfile on standard input
    cat >"$context/Dockerfile"
    [[ $wanted = "  " || $wanted = *" $1 "* || $1 = stand-in-jdk ]] || return 0
    docker build --network host --quiet -t "$1" "$context" >/dev/null
    echo "made $1"
}
image stand-in-jdk <<'DOCKER'
FROM stand-in-debian:bookworm
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY jdk /opt/java
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DOCKER
docker tag stand-in-jdk eclipse-temurin:25-jre
image maven:3.9-eclipse-temurin-25 <<'DOCKER'
FROM stand-in-jdk
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends maven default-jre-headless- >/dev/null || \
    apt-get install -y -qq --no-install-recommends maven >/dev/null
DOCKER
image node:24-bookworm-slim <<'DOCKER'
FROM stand-in-debian:bookworm
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libstdc++6 libatomic1 >/dev/null
COPY node /usr/local
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
DOCKER
image nginx:1.28 <<'DOCKER'
FROM stand-in-debian:bookworm
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null \
    && rm -f /etc/nginx/sites-enabled/default
# Logs and temporary files where the official image has them: its file system may be read-only but for /run and the cache.
RUN ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log \
    && rm -rf /var/lib/nginx && mkdir -p /var/cache/nginx && ln -s /var/cache/nginx /var/lib/nginx
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
DOCKER
image postgres:18-bookworm <<'DOCKER'
FROM stand-in-debian:bookworm
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null
COPY postgres-entrypoint.sh /
RUN chmod +x /postgres-entrypoint.sh
STOPSIGNAL SIGINT
ENTRYPOINT ["/postgres-entrypoint.sh"]
CMD ["postgres"]
DOCKER
docker tag postgres:18-bookworm postgres:18-alpine 2>/dev/null || true
image prom/prometheus:v3.5.0 <<'DOCKER'
FROM stand-in-debian:bookworm
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus >/dev/null && mkdir -p /prometheus \
    && chown nobody:nogroup /prometheus
USER nobody
WORKDIR /prometheus
ENTRYPOINT ["prometheus"]
DOCKER
