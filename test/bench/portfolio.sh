# shellcheck shell=bash disable=SC2154
# Relative shares and the growth-share matrix beside plain SQL. Times are the server's own Execution
# Time. Sourced by run.
sales=${SALES:-1000000}

prepare_portfolio() { :; }

# The first run warms up and is not kept.
bench_portfolio() {
    local run query queries='window-max window-plain window-share matrix-plain matrix'
    step_begin "$sales sales"
    interruptible sql -v sales="$sales" -f "$here/portfolio/data.sql" >/dev/null
    step_done
    for ((run = 0; run <= runs; run++)); do
        step_begin "run $run of $runs"
        for query in $queries; do
            interruptible sql -c 'SET max_parallel_workers_per_gather = 0' \
                -c "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) $(cat "$here/portfolio/$query.sql")" >"$CRM_WORK/plan"
            awk -v name="$query" -v run="$run" '/Execution Time:/ && run > 0 { print name, $3 }' "$CRM_WORK/plan" >>"$results"
        done
        step_done
    done

    echo
    sort -k 1,1 -k 2,2n "$results" | awk '
        { n[$1]++; time[$1, n[$1]] = $2 }
        function median(name,    m) {
            m = n[name]
            return m % 2 ? time[name, (m + 1) / 2] : (time[name, m / 2] + time[name, m / 2 + 1]) / 2
        }
        function line(label, name, peer) {
            printf "  %-44s %8.2f s  %5.2f of %s\n", label, median(name) / 1000, median(name) / median(peer), peer
        }
        END {
            printf "one process, median of %d runs\n", n["matrix"]
            line("max over market and year", "window-max", "window-max")
            line("relative share, plain windows", "window-plain", "window-max")
            line("relative share, crm_ext", "window-share", "window-plain")
            line("sales to matrix, plain windows", "matrix-plain", "matrix-plain")
            line("sales to matrix, crm_ext", "matrix", "matrix-plain")
        }'
}
