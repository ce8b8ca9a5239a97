{{/* What a PodSecurityPolicy or the Pod Security Standard "restricted" asks for. */}}
{{- define "amazon-ec2-metadata-mock.securityContext" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
readOnlyRootFilesystem: true
runAsNonRoot: true
{{- with include "amazon-ec2-metadata-mock.text" .Values.securityContext.runAsUserID }}
runAsUser: {{ . }}
{{- end }}
{{- with include "amazon-ec2-metadata-mock.text" .Values.securityContext.runAsGroupID }}
runAsGroup: {{ . }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* The environment that the values ask for. The port is fixed: the service and the probe know it. */}}
{{- define "amazon-ec2-metadata-mock.env" -}}
{{- $aemm := .Values.aemm | default dict }}
{{- $server := $aemm.server | default dict }}
{{- $spot := $aemm.spot | default dict }}
{{- $events := $aemm.events | default dict -}}
- name: AEMM_SERVER_HOSTNAME
  value: {{ include "amazon-ec2-metadata-mock.text" $server.hostname | quote }}
- name: AEMM_SERVER_PORT
  value: "1338"
{{- if .Values.configMap }}
- name: AEMM_CONFIG_FILE
  value: {{ .Values.configMapFileName | default "aemm-config.json" | printf "/config/%s" | quote }}
- name: AEMM_WATCH_CONFIG_FILE
  value: "true"
{{- end }}
{{- /* Here 0 is a number like any other: no client sees notices. */}}
{{- with include "amazon-ec2-metadata-mock.text" $aemm.mockIPCount }}
- name: AEMM_MOCK_IP_COUNT
  value: {{ quote . }}
{{- end }}
{{- range $name, $value := dict
  "AEMM_MOCK_DELAY_SEC" $aemm.mockDelaySec
  "AEMM_MOCK_TRIGGER_TIME" $aemm.mockTriggerTime
  "AEMM_IMDSV2" $aemm.imdsv2
  "AEMM_REBALANCE_DELAY_SEC" $aemm.rebalanceDelaySec
  "AEMM_REBALANCE_TRIGGER_TIME" $aemm.rebalanceTriggerTime
  "AEMM_SPOT_ACTION" $spot.action
  "AEMM_SPOT_TIME" $spot.time
  "AEMM_SPOT_REBALANCE_REC_TIME" $spot.rebalanceRecTime
  "AEMM_EVENTS_CODE" $events.code
  "AEMM_EVENTS_STATE" $events.state
  "AEMM_EVENTS_NOT_BEFORE" $events.notBefore
  "AEMM_EVENTS_NOT_AFTER" $events.notAfter
  "AEMM_EVENTS_NOT_BEFORE_DEADLINE" $events.notBeforeDeadline
}}
{{- $text := include "amazon-ec2-metadata-mock.text" $value }}
{{- /* Copies of the default values have 0 and false in them, and leave it to the config file. */}}
{{- if not (has $text (list "" "0" "false")) }}
- name: {{ $name }}
  value: {{ quote $text }}
{{- end }}
{{- end }}
{{- $tokens := .Values.sessionTokens | default dict }}
{{- with $tokens.secretName }}
- name: AEMM_TOKEN_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $tokens.secretKey | default "token-secret" }}
{{- end }}
{{- if include "amazon-ec2-metadata-mock.hasControl" . }}
- name: AEMM_CONTROL
  value: "true"
- name: AEMM_CONTROL_HOSTNAME
  value: {{ include "amazon-ec2-metadata-mock.text" $server.hostname | quote }}
- name: AEMM_CONTROL_PORT
  value: "1339"
- name: AEMM_CONTROL_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ .Values.control.secretName | required "control.enabled needs control.secretName: the secret with the token of the control plane" }}
      key: {{ .Values.control.secretKey | default "control-token" }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
