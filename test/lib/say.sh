# shellcheck shell=bash disable=SC2034
# What the scripts tell their user. Sourced.
# Progress goes to stderr, so that stdout holds results only.

if [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    SAY_BOLD=$'\e[1m' SAY_DIM=$'\e[2m' SAY_RED=$'\e[31m' SAY_GREEN=$'\e[32m' SAY_PLAIN=$'\e[0m'
else
    SAY_BOLD='' SAY_DIM='' SAY_RED='' SAY_GREEN='' SAY_PLAIN=''
fi

say() { printf '%s\n' "$*" >&2; }

die() {
    step_abandon
    printf '%scrm_ext: %s%s\n' "$SAY_RED" "$1" "$SAY_PLAIN" >&2
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" | sed 's/^/  /' >&2
    exit 1
}

# The decimal separator of EPOCHREALTIME is the locale's.
now_us() { printf '%s' "${EPOCHREALTIME//[.,]/}"; }

# seconds_since MICROSECONDS: "1.23"
seconds_since() {
    local hundredths=$((($(now_us) - $1 + 5000) / 10000))
    printf '%d.%02d' $((hundredths / 100)) $((hundredths % 100))
}

SAY_STEP=''
step_begin() {
    SAY_STEP=$1 SAY_STEP_BEGAN=$(now_us)
    printf '  %-58s ' "$1" >&2
}

step_done() {
    SAY_STEP_SECONDS=$(seconds_since "$SAY_STEP_BEGAN")
    printf '%s%7s s%s\n' "$SAY_DIM" "$SAY_STEP_SECONDS" "$SAY_PLAIN" >&2
    SAY_STEP=''
}

# Ends the line of a step that did not end, before anything else is printed.
step_abandon() {
    [ -z "$SAY_STEP" ] || printf '\n' >&2
    SAY_STEP=''
}
