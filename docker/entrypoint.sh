#!/bin/sh
# Starts a node with what the container may have of memory: 60 % of it is heap, a fifth what Netty and files use beside it, and the rest is
# threads, code and the archive of loaded classes. JAVA_OPTS is for the operator, and counts more than what stands before it. exec makes
# the JVM process 1, so that the stop signal reaches it.
set -eu
# Of cgroup version 2, where "max" is no bound; or of version 1, where it is a number that no machine has, of 19 digits.
memory=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || echo max)
case $memory in
    *[!0-9]* | '' | ???????????????????) direct= ;;
    *) direct=-XX:MaxDirectMemorySize=$((memory / 5)) ;;
esac
# shellcheck disable=SC2086 # several options, separated by spaces, are meant
exec java -XX:AOTCache=/opt/cogo/cogo-node.aot -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60 $direct \
    -XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow ${JAVA_OPTS:-} -jar /opt/cogo/cogo-node.jar "$@"
