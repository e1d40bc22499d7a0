{{- define "cogo.name" -}}
{{- printf "%s" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "cogo.selector" -}}
app.kubernetes.io/name: cogo-chat
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "cogo.labels" -}}
{{ include "cogo.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "cogo.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "cogo.probe" -}}
port: http
{{- if .Values.tls.secret }}
scheme: HTTPS
{{- end }}
{{- end -}}
