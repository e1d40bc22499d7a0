#!/usr/bin/env bash
# Builds the image, starts compose.yaml with TLS and Prometheus beside it, looks at what the containers may do, sends a message through the
# load balancer (register, session, message, history), by HTTPS too, and runs everybody's realtime clients against the containers:
# web/e2e/balancer.test.mjs.
# COGO_JAR names a jar that was built already, console and all, to put into the image instead of building one.
# Uses whatever images stand under the official names (see stand-ins.sh); Grafana is started where there is an image of it. Needs docker,
# docker-compose, curl, openssl, Node.js and the web packages (npm --prefix web ci); CHROMIUM_PATH names a Chromium for the transports
# that only a browser has.
set -euo pipefail
cd "$(dirname "$0")/.."
export POSTGRES_PASSWORD=onlyForThisCheck AGENT_SERVICE_TOKEN=only-for-this-check-0123456789 PORT=${PORT:-18080}
export GRAFANA_PASSWORD=onlyForThisCheck GRAFANA_PORT=${GRAFANA_PORT:-18300} PROMETHEUS_PORT=${PROMETHEUS_PORT:-18090}
export HTTPS_ADDRESS=127.0.0.1 HTTPS_PORT=${HTTPS_PORT:-18443} HTTP_PORT=${HTTP_PORT:-18081}
TLS_DIR=$(mktemp -d)
export TLS_DIR
# One user sends all that the clients hear.
export CHAT_RATE_LIMIT_PER_MINUTE=100000
compose=(docker-compose -p cogo-check -f compose.yaml -f compose.tls.yaml -f compose.watch.yaml)
services=(postgres node1 node2 node3 balancer prometheus)
finish() {
    local status=$?
    [ "$status" = 0 ] || "${compose[@]}" logs --tail 40 || true
    "${compose[@]}" down --volumes --timeout 60 >/dev/null 2>&1 || true
    rm -rf "$TLS_DIR"
    exit "$status"
}
trap finish EXIT
no() {
    echo "$*"
    exit 1
}

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$TLS_DIR/privkey.pem" -out "$TLS_DIR/fullchain.pem" -days 2 2>/dev/null
if docker image inspect "$(sed -n 's/ *image: \(grafana.*\)/\1/p' compose.watch.yaml)" >/dev/null 2>&1; then services+=(grafana); fi
if [ -n "${COGO_JAR:-}" ]; then
    mkdir "$TLS_DIR/context" "$TLS_DIR/context/docker"
    cp train.sh entrypoint.sh "$TLS_DIR/context/docker"
    cp "$COGO_JAR" "$TLS_DIR/context/cogo-node.jar"
    # The stages that build the jar are left out.
    sed -n '/^# A fixed number/,$p' Dockerfile | sed 's|--from=build /build/node/target/cogo-node.jar|cogo-node.jar|' >"$TLS_DIR/context/Dockerfile"
    docker build ${BUILD_OPTIONS:-} --quiet -t cogo-chat "$TLS_DIR/context" >/dev/null
    rm -rf "$TLS_DIR/context"
else
    docker build ${BUILD_OPTIONS:-} --quiet -t cogo-chat -f Dockerfile .. >/dev/null
fi
started=$(date +%s)
"${compose[@]}" up -d --no-build "${services[@]}"

url=http://127.0.0.1:$PORT
for _ in $(seq 120); do
    [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/health/ready")" = 200 ] && break
    sleep 1
done
echo "served after $(($(date +%s) - started)) s"
call() { # METHOD PATH [BODY]
    curl -sS --fail-with-body --cacert "$TLS_DIR/fullchain.pem" -X "$1" "$url$2" -H 'content-type: application/json' \
        -H "authorization: Bearer ${token:-none}" ${3:+-d "$3"}
}
field() { node -pe "JSON.parse(require('fs').readFileSync(0, 'utf8'))$1"; }
token=$(call POST /auth/register '{"email":"smoke@example.org","password":"a long enough password"}' | field .accessToken)
session=$(call POST /chat/session '{"title":"Smoke"}' | field .id)
for i in 1 2 3 4 5 6; do call POST /chat/message "{\"sessionId\":\"$session\",\"content\":\"message $i\"}" >/dev/null; done
seqs=$(call GET "/chat/history/$session" | field '.items.map(m => m.seq).join()')
[ "$seqs" = 1,2,3,4,5,6 ] || no "history has $seqs"
healthy=0
for _ in $(seq 60); do
    healthy=$(docker ps --filter name=cogo-check_node --filter health=healthy --quiet | wc -l)
    [ "$healthy" = 3 ] && break
    sleep 1
done
[ "$healthy" = 3 ] || no "$healthy of 3 nodes are healthy"
echo "three healthy nodes behind the load balancer; history $seqs"

inside() { "${compose[@]}" exec -T node1 sh -c "$1"; }
[ "$(inside 'id -u')" = 10001 ] || no "a node does not run as its own user"
inside 'grep -q "^CapEff:.*0000000000000000$" /proc/1/status' || no "a node has capabilities"
inside 'grep -q "^NoNewPrivs:.*1$" /proc/1/status' || no "a node may get privileges"
! inside 'touch /opt/cogo/x 2>/dev/null' || no "a node may change its program"
inside 'tr "\0" " " </proc/1/cmdline | grep -q MaxDirectMemorySize' || no "a node does not know how much memory it may have"
echo "unprivileged, read-only, without capabilities, within its memory"

plain=$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "http://localhost:$HTTP_PORT/docs/")
[ "$plain" = "308 https://localhost/docs/" ] || no "plain HTTP is answered with $plain"
url=https://localhost:$HTTPS_PORT
curl -sS --cacert "$TLS_DIR/fullchain.pem" -I "$url/health/ready" | grep -qi '^strict-transport-security:' || no "no HSTS by HTTPS"
call POST /chat/message "{\"sessionId\":\"$session\",\"content\":\"message 7\"}" >/dev/null
[ "$(call GET "/chat/history/$session" | field .items.length)" = 7 ] || no "no seventh message by HTTPS"
echo "HTTPS in front, plain HTTP led there"
url=http://127.0.0.1:$PORT

scraped=0
for _ in $(seq 60); do
    scraped=$(curl -s "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query?query=sum(up)" | field '.data.result.map(r => r.value[1]).join()')
    [ "$scraped" = 3 ] && break
    sleep 1
done
[ "$scraped" = 3 ] || no "Prometheus scrapes $scraped of 3 nodes"
rules=$(curl -s "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/rules" | field '.data.groups.flatMap(g => g.rules).length')
[ "$rules" -gt 10 ] || no "Prometheus has $rules rules"
echo "Prometheus scrapes three nodes and has $rules rules"
if [[ " ${services[*]} " == *" grafana "* ]]; then
    for _ in $(seq 60); do
        curl -sf -u "admin:$GRAFANA_PASSWORD" "http://127.0.0.1:$GRAFANA_PORT/api/dashboards/uid/cogo-chat" >/dev/null && break
        sleep 1
    done
    curl -sf -u "admin:$GRAFANA_PASSWORD" "http://127.0.0.1:$GRAFANA_PORT/api/dashboards/uid/cogo-chat" >/dev/null || no "Grafana has no board"
    echo "Grafana has the board"
fi

(cd ../web/e2e && COGO_URL=$url node --test --test-concurrency=1 --test-reporter=spec balancer.test.mjs)
