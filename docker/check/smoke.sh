#!/usr/bin/env bash
# Builds the image, starts compose.yaml, sends a message through the load balancer (register, session, message, history), and
# runs everybody's realtime clients against the containers: web/e2e/balancer.test.mjs.
# Uses whatever images stand under the official names (see stand-ins.sh). Needs docker, docker-compose, curl, Node.js and the
# web packages (npm --prefix web ci); CHROMIUM_PATH names a Chromium for the transports that only a browser has.
set -euo pipefail
cd "$(dirname "$0")/.."
export POSTGRES_PASSWORD=onlyForThisCheck AGENT_SERVICE_TOKEN=only-for-this-check-0123456789 PORT=${PORT:-18080}
# One user sends all that the clients hear.
export CHAT_RATE_LIMIT_PER_MINUTE=100000
compose=(docker-compose -p cogo-check -f compose.yaml)
finish() {
    local status=$?
    [ "$status" = 0 ] || "${compose[@]}" logs --tail 40 || true
    "${compose[@]}" down --volumes --timeout 60 >/dev/null 2>&1 || true
    exit "$status"
}
trap finish EXIT

docker build ${BUILD_OPTIONS:-} --quiet -t cogo-chat -f Dockerfile .. >/dev/null
"${compose[@]}" up -d --no-build

url=http://127.0.0.1:$PORT
for _ in $(seq 120); do
    [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/health/ready")" = 200 ] && break
    sleep 1
done
call() { # METHOD PATH [BODY]
    curl -sS --fail-with-body -X "$1" "$url$2" -H 'content-type: application/json' \
        -H "authorization: Bearer ${token:-none}" ${3:+-d "$3"}
}
field() { node -pe "JSON.parse(require('fs').readFileSync(0, 'utf8'))$1"; }
token=$(call POST /auth/register '{"email":"smoke@example.org","password":"a long enough password"}' | field .accessToken)
session=$(call POST /chat/session '{"title":"Smoke"}' | field .id)
for i in 1 2 3 4 5 6; do call POST /chat/message "{\"sessionId\":\"$session\",\"content\":\"message $i\"}" >/dev/null; done
seqs=$(call GET "/chat/history/$session" | field '.items.map(m => m.seq).join()')
[ "$seqs" = 1,2,3,4,5,6 ] || { echo "history has $seqs"; exit 1; }
healthy=0
for _ in $(seq 60); do
    healthy=$(docker ps --filter name=cogo-check_node --filter health=healthy --quiet | wc -l)
    [ "$healthy" = 3 ] && break
    sleep 1
done
[ "$healthy" = 3 ] || { echo "$healthy of 3 nodes are healthy"; exit 1; }
echo "three healthy nodes behind the load balancer; history $seqs"
(cd ../web/e2e && COGO_URL=$url node --test --test-concurrency=1 --test-reporter=spec balancer.test.mjs)
