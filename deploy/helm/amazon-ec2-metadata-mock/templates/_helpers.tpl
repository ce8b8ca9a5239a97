{{- define "amazon-ec2-metadata-mock.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- $generated := contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) }}
{{- .Values.fullnameOverride | default $generated | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.serviceName" -}}
{{- .Values.serviceName | default (include "amazon-ec2-metadata-mock.fullname" .) }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.servicePort" -}}
{{- include "amazon-ec2-metadata-mock.text" .Values.servicePort | default "1338" }}
{{- end }}

{{/* Not empty: the control plane is open. */}}
{{- define "amazon-ec2-metadata-mock.hasControl" -}}
{{- if (.Values.control | default dict).enabled }}true{{ end }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.controlServiceName" -}}
{{- .Values.control.serviceName | default (printf "%s-control" (include "amazon-ec2-metadata-mock.fullname" . | trunc 55 | trimSuffix "-")) }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.controlPort" -}}
{{- include "amazon-ec2-metadata-mock.text" .Values.control.port | default "1339" }}
{{- end }}

{{/* The pod of `helm test`, which a network policy lets in. */}}
{{- define "amazon-ec2-metadata-mock.testLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end }}

{{- define "amazon-ec2-metadata-mock.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
  {{- .Values.serviceAccount.name | default (include "amazon-ec2-metadata-mock.fullname" .) }}
{{- else }}
  {{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/* What the service and the deployments select by. */}}
{{- define "amazon-ec2-metadata-mock.selectorLabels" -}}
app.kubernetes.io/name: {{ include "amazon-ec2-metadata-mock.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.chartLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "amazon-ec2-metadata-mock.labels" -}}
{{ include "amazon-ec2-metadata-mock.selectorLabels" . }}
{{ include "amazon-ec2-metadata-mock.chartLabels" . }}
{{- end }}

{{/* The label that names the operating system of a node, and of the deployments here. */}}
{{- define "amazon-ec2-metadata-mock.osLabel" -}}
{{- .Values.nodeSelectorTermsOs | default "kubernetes.io/os" }}
{{- end }}

{{/*
A single value as it was written, and nothing for null. Helm reads the numbers of values files as floats, which print
1000000 as 1e+06.
*/}}
{{- define "amazon-ec2-metadata-mock.text" -}}
{{- if kindIs "float64" . }}
  {{- eq . (floor .) | ternary (int64 . | toString) (toString .) }}
{{- else if not (kindIs "invalid" .) }}
  {{- . }}
{{- end }}
{{- end }}

{{/* A map of which the API wants all values to be text. */}}
{{- define "amazon-ec2-metadata-mock.textMap" -}}
{{- $texts := dict }}
{{- range $key, $value := . }}
  {{- $_ := set $texts $key (include "amazon-ec2-metadata-mock.text" $value) }}
{{- end }}
{{- toYaml $texts }}
{{- end }}
