#!/bin/bash
# Runs a node that does what people ask of one, so that the classes that it has loaded and what the compiler has learnt are in an archive
# (JEP 483, 514 and 515; JDK 25) when it ends: a node that is started with that takes about half the time.
# Usage: train.sh JAR ARCHIVE PORT [OPTIONS OF THE NODE]
set -eu
jar=$1 archive=$2 port=$3
shift 3
data=$(mktemp -d)
call() { # METHOD PATH BODY
    local head answer length=${#3}
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n%sContent-Length: %s\r\n\r\n%s' \
        "$1" "$2" "${token:+Authorization: Bearer $token$'\r\n'}" "$length" "$3" >&3
    read -r head <&3
    answer=$(cat <&3)
    exec 3>&-
    case $head in *" 20"?" "*) printf '%s' "$answer" ;; *) return 1 ;; esac
}
field() { # NAME, of the first object that has it
    sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" | head -n 1
}
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:AOTCacheOutput="$archive" -XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow -Xmx512m -jar "$jar" \
    --http-host 127.0.0.1 --http-port "$port" "$@" --data-dir "$data/data" >"$data/log" 2>&1 &
node=$!
done=false
end() {
    kill "$node" 2>/dev/null || true
    wait "$node" || true # 143, as whoever is asked to end
    rm -rf "$data"
    $done || rm -f "$archive" "$archive.config"
}
trap end EXIT
# It may have to wait for others' work.
for _ in $(seq 600); do
    ! call GET /health/ready '' >/dev/null 2>&1 || break
    sleep 0.5
done
token=$(call POST /auth/register '{"email":"train@example.org","password":"a long enough password"}' | field accessToken)
[ -n "$token" ] || {
    cat "$data/log"
    exit 1
}
session=$(call POST /chat/session '{"title":"Training"}' | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)
for i in $(seq 60); do
    call POST /chat/message "{\"sessionId\":\"$session\",\"content\":\"message $i\"}" >/dev/null
    call GET "/chat/history/$session?limit=20" '' >/dev/null
    call GET /chat/sessions '' >/dev/null
done
call POST /chat/ai-greeting '{"language":"en"}' >/dev/null
call GET / '' >/dev/null
kill "$node"
wait "$node" || true
[ -s "$archive" ] || {
    echo "no archive was made" >&2
    exit 1
}
done=true
