#!/usr/bin/env bash
# Looks over the Helm chart: helm lint, and what helm template makes of it with several values, of which the promises that matter are
# held: who reaches which port, how a pod goes, what a container may do. Needs helm (go install helm.sh/helm/v3/cmd/helm@latest), or
# its path in HELM.
set -euo pipefail
cd "$(dirname "$0")/../helm"
helm=${HELM:-helm}
made=$(mktemp)
trap 'rm -f "$made"' EXIT

template() { # VALUE...
    local value arguments=()
    for value in "$@"; do arguments+=(--set "$value"); done
    # A helm that go install has made takes an old Kubernetes for granted.
    "$helm" template chat cogo-chat --namespace talk --kube-version 1.34.0 "${arguments[@]}" >"$made"
}
has() { grep -qF -- "$1" "$made" || { echo "missing: $1" && exit 1; }; }
lacks() { ! grep -qF -- "$1" "$made" || { echo "there should not be: $1" && exit 1; }; }

"$helm" lint --strict cogo-chat --set publicUrl=https://chat.example.org
if template >/dev/null 2>&1; then echo "a chart without an address for people was made" && exit 1; fi

template publicUrl=https://chat.example.org
has 'kind: StatefulSet'
has 'replicas: 3'
has 'terminationGracePeriodSeconds: 25'
has 'command: [sleep, "5"]'
has 'readOnlyRootFilesystem: true'
has 'drop: [ALL]'
has 'runAsNonRoot: true'
has 'automountServiceAccountToken: false'
has 'kind: PodDisruptionBudget'
has 'publishNotReadyAddresses: true'
has 'value: "chat-members.talk.svc"'
has 'kind: NetworkPolicy'
has 'httpGet: {path: /health/ready, port: http}'
lacks 'kind: HorizontalPodAutoscaler'
lacks 'kind: Ingress'
lacks HTTP_TLS_CERT
lacks '- Egress'

template publicUrl=https://chat.example.org tls.secret=chat-tls clusterTls.secret=nodes service.port=443 antiAffinity=hard \
    autoscaling.enabled=true autoscaling.connectionsPerPod=5000 secretSettings.GEMINI_API_KEY.secret=ai \
    secretSettings.GEMINI_API_KEY.key=gemini settings.REGISTRATION=invite metrics.podMonitor=true \
    'networkPolicy.egress[0].to[0].ipBlock.cidr=10.0.0.0/8'
has 'httpGet: {path: /health/ready, port: http, scheme: HTTPS}'
has 'name: https, port: 443'
has 'value: /etc/cogo/tls/tls.crt'
has 'CLUSTER_TLS_CA'
has 'requiredDuringSchedulingIgnoredDuringExecution'
has 'metric: {name: cogo_realtime_sockets}'
has 'averageValue: "5000"'
has '{name: GEMINI_API_KEY_FILE, value: /etc/cogo/secrets/GEMINI_API_KEY}'
has '{name: REGISTRATION, value: "invite"}'
has 'kind: PodMonitor'
has '- Egress'
lacks 'replicas: 3'

template ingress.enabled=true ingress.host=chat.example.org ingress.tlsSecret=chat-tls
has 'kind: Ingress'
has 'value: "https://chat.example.org"'
echo "the chart is well"
