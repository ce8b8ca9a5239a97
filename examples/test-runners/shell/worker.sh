#!/bin/sh
# Runs a command again and again until its instance is about to be interrupted, and prints the notice.
imds=$INSTANCE_METADATA_URL/latest
answer=$(mktemp)
trap 'rm "$answer"' EXIT

fetch_token() {
  curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' "$imds/api/token"
}

read_notice() {
  curl -s -H "X-aws-ec2-metadata-token: $token" -o "$answer" -w '%{http_code}' \
    "$imds/meta-data/spot/instance-action"
}

token=$(fetch_token)
while true; do
  case $(read_notice) in
    200) cat "$answer" && exit ;;
    401) token=$(fetch_token) ;;
    *) "$@" ;;
  esac
done
