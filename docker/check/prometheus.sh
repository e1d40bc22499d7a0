#!/usr/bin/env bash
# Holds the board and the alert rules against a real Prometheus: promtool checks the rules and the configuration, then two nodes run
# under a load of people who talk, listen, ask the AI and come back, Prometheus scrapes them, and every query of the board and of the rules is
# asked. One that returns no series fails, unless it is about what only happens on bad days, as docs/metrics.md says of it.
# Needs prometheus with promtool (Debian: apt-get install prometheus), Node.js 20, the web packages (npm --prefix web ci), and in COGO_JAR
# a node's jar with JAVA_HOME, a JDK of 21 or newer.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${COGO_JAR:?must name the runnable jar}"
promtool check rules docker/grafana/alerts.yaml
# The rules' file lies beside it there; targets are names of containers.
promtool check config --syntax-only docker/grafana/prometheus.yaml
exec node docker/check/prometheus.mjs
