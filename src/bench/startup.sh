#!/bin/sh
# How long mediaup takes to start, beside tools that people use every day, all measured in one run on this machine:
#   src/bench/startup.sh [RUNS]
# Ends with 1 if a goal is missed. What is not installed is said, and not measured. Needs hyperfine and a build.
set -eu

runs=${1:-20}
top=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
mediaup=$top/dist/mediaup
missed=0

has() {
    command -v "$1" >/dev/null 2>&1 || {
        printf 'Expected %s, but it is not installed. %s\n' "$1" "$2"
        return 1
    }
}

# The median of a hyperfine result in $2, for the command named $1, in milliseconds.
median() {
    awk -F, -v name="$1" '$1 == name { printf "%.1f", $4 * 1000 }' "$2"
}

# What it is about; how much of the peer's time mediaup may take; mediaup's command; the peer's command.
compare() {
    hyperfine -N --warmup 3 --runs "$runs" --style none --export-csv "$work/result.csv" \
        -n ours "$3" -n peer "$4" >/dev/null
    ours=$(median ours "$work/result.csv")
    peer=$(median peer "$work/result.csv")
    awk -v what="$1" -v goal="$2" -v ours="$ours" -v peer="$peer" 'BEGIN {
        ratio = ours / peer
        met = ratio <= goal
        printf "%s: %.0f ms to %.0f ms, ratio %.2f, goal %.1f: %s\n", what, ours, peer, ratio, goal, met ? "met" : "MISSED"
        exit !met
    }' || missed=1
}

has hyperfine 'Install it to measure.' || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A home of its own: whatever archive of classes there is belongs to somebody else.
XDG_CACHE_HOME=$work/cache
XDG_STATE_HOME=$work/state
export XDG_CACHE_HOME XDG_STATE_HOME
MEDIAUP_CDS=train "$mediaup"

if has terraform 'The comparison with its "version" is left out.'; then
    compare 'mediaup --version to terraform version' 1.3 "$mediaup --version" 'terraform version'
fi
if has ansible-playbook 'The comparison with its "--syntax-check" is left out.'; then
    printf '%s\n' '- hosts: localhost' '  tasks:' '    - ansible.builtin.ping:' >"$work/playbook.yaml"
    compare 'mediaup validate to ansible-playbook --syntax-check' 0.5 \
        "$mediaup validate $top/plans/quickstart.yaml" \
        "ansible-playbook --syntax-check -i localhost, $work/playbook.yaml"
fi
exit "$missed"
