# shellcheck shell=bash
# Running test programs and counting what they say. Sourced, after cluster.sh.
# Each suite ends with a line "name   N passed", its failures in full.

SUITE_PASSED=0
SUITE_FAILED=0
SUITE_SKIPPED=0

# suite_wanted NAME: whether the caller's T, where set, asks for it
suite_wanted() { [[ $1 == *"${T:-}"* ]]; }

# Counts of a log's top-level points: "passed failed skipped". TAP, and what pg_regress
# printed before PostgreSQL 16.
count_points() {
    awk '
        /^ok [0-9]+/ || /^test .* \.\.\. ok /        { passed++ }
        /^not ok [0-9]+.*# T[Oo][Dd][Oo]/                     { passed++; next }
        /^not ok [0-9]+.*# S[Kk][Ii][Pp]/                     { skipped++; next } # as cmocka says it
        /^not ok [0-9]+/ || /^test .* \.\.\. FAILED/ { failed++ }
        /^ok [0-9]+.*# [Ss][Kk][Ii][Pp]/                         { skipped++ }
        END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# suite_result NAME LOG STATUS BEGAN: reports, and adds to the totals
suite_result() {
    local passed failed skipped seconds reason='' whole
    seconds=$(seconds_since "$4")
    read -r passed failed skipped < <(count_points "$2")
    # A file that skips itself as a whole says why; one that merely says nothing has failed.
    whole=$(sed -n 's/^[^ ].* \.\.* skipped: //p' "$2")
    if [ "$3" -eq 0 ] && [ $((passed + failed)) -eq 0 ] && [ -n "$whole" ]; then
        SUITE_SKIPPED=$((SUITE_SKIPPED + 1))
        printf '  %-32s skipped: %s\n' "$1" "$whole"
        return
    fi
    if [ "$3" -ne 0 ] && [ "$failed" -eq 0 ]; then
        failed=1 reason="ended with status $3"
    elif [ $((passed + failed)) -eq 0 ]; then
        failed=1 reason='ran no test'
    fi
    SUITE_PASSED=$((SUITE_PASSED + passed))
    SUITE_FAILED=$((SUITE_FAILED + failed))
    if [ "$failed" -eq 0 ]; then
        printf '  %-32s %4d passed %7s s\n' "$1" "$passed" "$seconds"
    else
        printf '%s  %-32s %4d passed %7s s  %d FAILED%s%s\n' \
            "$SAY_RED" "$1" "$passed" "$seconds" "$failed" "${reason:+: $reason}" "$SAY_PLAIN"
        # What passed is only noise here; the rest stays in full.
        grep -vE '^ok [0-9]+' "$2" | sed 's/^/      /' || true
    fi
    [ "$skipped" -eq 0 ] || grep -iE '^(not )?ok [0-9]+.*# skip' "$2" | sed 's/^/      /'
}

# suite NAME COMMAND...: a program that prints TAP or pg_regress's report
suite() {
    local began status=0 log=$CRM_WORK/suite.log
    began=$(now_us)
    interruptible "${@:2}" >"$log" 2>&1 </dev/null || status=$?
    suite_result "$1" "$log" "$status" "$began"
}
