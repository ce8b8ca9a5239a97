#!/bin/sh
# A worker ends when its instance is interrupted.
set -eu

ctl() { ec2-metadata-mock ctl "$@"; }

notice=$(mktemp)
sh worker.sh sleep 0.1 > "$notice" &
trap 'rm "$notice"' EXIT
until ctl requests --status 404 | grep -q /spot/instance-action; do sleep 0.1; done

ctl clock advance 7h # The session token of the worker expires after six.
ctl spot interrupt --action stop --in-seconds 120

wait $!
grep '"action": "stop"' "$notice"
ctl requests --token expired | grep /spot/instance-action
test "$(ctl requests --imds v1)" = none
