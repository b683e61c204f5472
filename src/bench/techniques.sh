#!/usr/bin/env bash
# Upgrades the same fleet of the lab under the same live traffic by each plan of plans/, and prints what that did to the
# sessions: one row for each technique. fleet.lab is made the same for all of them: hosts, traffic and length of sessions,
# as far as two runs of random traffic can be the same. What became of the sessions is what the clients counted.
#   HOSTS=6 PER_MINUTE=120 MEDIAN=20s P95=60s src/bench/techniques.sh   (after: mvn -q -DskipTests package)
#   QUICK=1 src/bench/techniques.sh   two hosts and sessions of a second: each plan runs, in about half a minute for all
# Exits with 1 where a technique did what it must not: only kill-reconnect interrupts, and no more than it counts itself;
# sessions move where migrate-first moves them, and nowhere else.
set -euo pipefail
cd "$(dirname "$0")/../.."
state=$(mktemp -d)
export XDG_STATE_HOME=$state
plan= sampler=
trap '[ -z "$sampler" ] || kill "$sampler" 2> "$state/killed" || true
  [ -z "$plan" ] || dist/mediaup lab down "$plan" --quiet > "$state/down" 2>&1 || true; rm -rf "$state"' EXIT

if [ -n "${QUICK:-}" ]; then
  HOSTS=${HOSTS:-2} MEDIAN=${MEDIAN:-1s} P95=${P95:-2s}
  quick=(--set fleet.lab.boot-time=200ms --set probes.every=200ms --set load-balancer.settle=300ms --set retire.keep-for=1s)
fi
hosts=${HOSTS:-6}
lab=(--set fleet.lab.hosts="$hosts" --set fleet.lab.traffic.arrivals-per-minute="${PER_MINUTE:-120}"
  --set fleet.lab.traffic.session-length.median="${MEDIAN:-20s}" --set fleet.lab.traffic.session-length.p95="${P95:-60s}"
  ${quick[@]+"${quick[@]}"})

# Each plan with its technique; quickstart.yaml is the one of drain-first.
plans() {
  for file in plans/*.yaml; do
    [ "$file" = plans/reference.yaml ] || echo "$(sed -n 's/^technique: *\([a-z-]*\).*/\1/p' "$file") $file"
  done | sort
}

# Host-seconds beyond the fleet's own size, and the most hosts, from "seconds hosts" lines.
beyond() {
  awk -v n="$1" 'NR > 1 { if (up > n) more += (up - n) * ($1 - at) } { at = $1; up = $2; if (up > peak) peak = up }
    END { printf "%d %.1f", peak, more / 60 }' "$2"
}

# What all clients of the fleet counted as $1, of the status in $2.
total() {
  sed -n 's/.*"sessions":{\([^}]*\)}.*/\1/p' <<< "$2" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"
}

# The number called $1 in the summary.
summary() { tail -n 1 "$state/run" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
status() { dist/mediaup lab status "$plan" --output json | tail -n 1; }
count() { echo $(($(total "$1" "$after") - $(total "$1" "$before"))); }

# Runs mediaup with its output in the file $1, which is shown only when it fails.
mediaup() {
  dist/mediaup "${@:2}" > "$state/$1" 2> "$state/errors" || { cat "$state/$1" "$state/errors" >&2; exit 1; }
}

sample() {
  while :; do
    echo "$(date +%s.%N) $(pgrep -f -c "LabHost .*$state" || true)"
    sleep 0.2
  done > "$state/hosts"
}

wrong=0
# $1 is what must hold, as a comparison of whole numbers; the rest says it in words.
must() {
  if ! (($1)); then
    echo "$plan: expected ${*:2}, but found $1." >&2
    wrong=1
  fi
}

echo "| technique | announced | interrupted | moved | refused | time | peak hosts | host-minutes beyond normal |"
echo "|---|---|---|---|---|---|---|---|"
while read -r technique plan; do
  mediaup up lab up "$plan" "${lab[@]}" --quiet
  mediaup plan plan "$plan" "${lab[@]}"
  announced=$(sed -n 's/.*will interrupt \([0-9]*\) .*/\1/p' "$state/plan")
  before=$(status)
  sample &
  sampler=$!
  mediaup run apply "$plan" "${lab[@]}" --yes --output json
  kill "$sampler"; wait "$sampler" 2> "$state/killed" || true
  sampler=
  after=$(status)
  interrupted=$(count interrupted) moved=$(count moved)
  read -r peak minutes <<< "$(beyond "$hosts" "$state/hosts")"
  echo "| $technique | ${announced:-0} | $interrupted | $moved | $(count refused) | $(summary seconds) s | $peak | $minutes |"
  must "$(summary outdated) == 0" "no host of the old version"
  if [ "$technique" = kill-reconnect ]; then
    # The reading right before a host goes is a moment old: a session may begin or end in it.
    must "$interrupted <= $(summary cut) + $hosts" "no more sessions interrupted than mediaup counts as cut"
  else
    must "$interrupted == 0" "no session interrupted"
  fi
  if [ "$technique" != migrate-first ]; then
    must "$moved == 0" "no session moved"
  fi
  mediaup down lab down "$plan" --quiet
  plan=
done < <(plans)
exit "$wrong"
