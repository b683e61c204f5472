#!/usr/bin/env bash
# Upgrades the same fleet of the lab under the same live traffic by each technique, and prints what that did to the sessions.
# One plan of plans/ for each technique; fleet.lab is made the same for all of them: hosts, traffic and length of sessions,
# as far as two runs of random traffic can be the same. What became of the sessions is what the clients counted.
#   HOSTS=6 PER_MINUTE=120 MEDIAN=20s P95=60s src/bench/techniques.sh   (after: mvn -q -DskipTests package)
set -euo pipefail
cd "$(dirname "$0")/../.."
state=$(mktemp -d)
export XDG_STATE_HOME=$state
plan=
trap '[ -z "$plan" ] || dist/mediaup lab down "$plan" --quiet > "$state/down" 2>&1 || true; rm -rf "$state"' EXIT

# One plan for each technique, the first by name; quickstart.yaml is the one of drain-first.
plans() {
  for file in plans/*.yaml; do
    [ "$file" = plans/reference.yaml ] || echo "$(sed -n 's/^technique: *\([a-z-]*\).*/\1/p' "$file") $file"
  done | sort -u -k1,1
}

# Host-seconds beyond the fleet's own size, and the most hosts, from "seconds hosts" lines.
hosts() {
  awk -v n="$1" 'NR > 1 { if (up > n) more += (up - n) * ($1 - at) } { at = $1; up = $2; if (up > peak) peak = up }
    END { printf "%d %.1f", peak, more / 60 }' "$2"
}

# What all clients of the fleet counted as $1, of the status in $2.
total() {
  sed -n 's/.*"sessions":{\([^}]*\)}.*/\1/p' <<< "$2" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"
}

echo "| technique | announced | interrupted | moved | refused | time | peak hosts | host-minutes beyond normal |"
echo "|---|---|---|---|---|---|---|---|"
while read -r technique plan; do
  lab=(--set fleet.lab.hosts="${HOSTS:-6}" --set fleet.lab.traffic.arrivals-per-minute="${PER_MINUTE:-120}"
    --set fleet.lab.traffic.session-length.median="${MEDIAN:-20s}" --set fleet.lab.traffic.session-length.p95="${P95:-60s}")
  dist/mediaup lab up "$plan" "${lab[@]}" --quiet > "$state/up" 2>&1
  dist/mediaup plan "$plan" "${lab[@]}" > "$state/plan" 2>&1
  announced=$(sed -n 's/.*will interrupt \([0-9]*\) .*/\1/p' "$state/plan")
  name=$(sed -n 's/^name: *//p' "$plan")
  status() { dist/mediaup lab status "$plan" --output json | tail -n 1; }
  before=$(status)
  ( while :; do
      echo "$(date +%s.%N) $(pgrep -f -c "LabHost .*$state" || true)"
      sleep 0.2
    done > "$state/hosts" ) &
  sampler=$!
  dist/mediaup apply "$plan" "${lab[@]}" --yes --output json > "$state/run" 2> "$state/errors" || { cat "$state/errors" >&2; kill "$sampler"; exit 1; }
  kill "$sampler"; wait "$sampler" 2> "$state/killed" || true
  after=$(status)
  count() { echo $(($(total "$1" "$after") - $(total "$1" "$before"))); }
  seconds=$(tail -n 1 "$state/run" | sed -n 's/.*"seconds":\([0-9]*\).*/\1/p')
  read -r peak minutes <<< "$(hosts "${HOSTS:-6}" "$state/hosts")"
  echo "| $technique | ${announced:-0} | $(count interrupted) | $(count moved) | $(count refused) | $seconds s | $peak | $minutes |"
  dist/mediaup lab down "$plan" --quiet > "$state/down" 2>&1
  plan=
done < <(plans)
