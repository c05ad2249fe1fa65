# shellcheck shell=bash disable=SC2154
# Surveys beside count(*) by the same key. Times are the server's own Execution Time. Sourced by run.
responses=${RESPONSES:-10000000}

prepare_survey() { :; }

# The first run warms up and is not kept.
bench_survey() {
    local run query queries='shop-count shop-survey shop-sql customer-count customer-survey'
    step_begin "$responses responses of $customers customers in 1000 shops"
    interruptible sql -v responses="$responses" -v customers="$customers" -f "$here/survey/data.sql" >/dev/null
    step_done
    for ((run = 0; run <= runs; run++)); do
        step_begin "run $run of $runs"
        for query in $queries; do
            interruptible sql -c 'SET max_parallel_workers_per_gather = 0' \
                -c "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) $(cat "$here/survey/$query.sql")" >"$CRM_WORK/plan"
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
            printf "one process, median of %d runs\n", n["shop-count"]
            line("count(*) by shop", "shop-count", "shop-count")
            line("crm.survey by shop", "shop-survey", "shop-count")
            line("net promoter score by shop, plain SQL", "shop-sql", "shop-count")
            line("count(*) by customer", "customer-count", "customer-count")
            line("crm.survey by customer", "customer-survey", "customer-count")
        }'
}
