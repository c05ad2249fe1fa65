# shellcheck shell=bash disable=SC2154
# What loyalty's functions take a customer, above a scan of the same column. Sourced by run.

prepare_loyalty() { :; }

# time_loyalty RUN NAME QUERY: one line "name milliseconds"; the first run warms up.
time_loyalty() {
    interruptible sql -c 'SET max_parallel_workers_per_gather = 0' \
        -c "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) $3" >"$CRM_WORK/plan"
    awk -v name="$2" -v run="$1" '/Execution Time:/ && run > 0 { print name, $3 }' "$CRM_WORK/plan" >>"$results"
}

bench_loyalty() {
    local run of
    step_begin "$customers customers"
    interruptible sql -v customers="$customers" -f "$here/loyalty/data.sql" >/dev/null
    step_done
    for ((run = 0; run <= runs; run++)); do
        step_begin "run $run of $runs"
        of='FROM customers'
        time_loyalty "$run" scan/history "SELECT count(history) $of"
        time_loyalty "$run" history/repeat_rate "SELECT crm.repeat_rate(history, '2025-12-31') $of"
        time_loyalty "$run" history/retention_rate "SELECT crm.retention_rate(history, '2025-09-01', '2025-12-01') $of"
        time_loyalty "$run" history/churn_rate "SELECT crm.churn_rate(history, '2025-06-01', '2025-09-01', '2025-12-01') $of"
        time_loyalty "$run" history/purchase_frequency "SELECT crm.purchase_frequency(history, '2025-01-01', '2026-01-01', 'days') $of"
        time_loyalty "$run" scan/answers "SELECT count(category), count(weights) $of"
        time_loyalty "$run" answers/share_of_wallet "SELECT count(crm.share_of_wallet(own, category)) $of"
        time_loyalty "$run" answers/loyalty_kind "SELECT count(crm.loyalty_kind(a, b)) $of"
        time_loyalty "$run" answers/apostle "SELECT count(crm.apostle(rating, b, '{4,0.5}')) $of"
        time_loyalty "$run" answers/loyalty_cause "SELECT count(crm.loyalty_cause(a, b, trust => a, price => b, attitude => b)) $of"
        time_loyalty "$run" answers/loyalty_index_arrays "SELECT count(crm.loyalty_index(indicators, weights)) $of"
        time_loyalty "$run" answers/loyalty_index_named "SELECT count(crm.loyalty_index(a, b, a, b, a, b, a, b)) $of"
        time_loyalty "$run" answers/loyalty_index_rows "SELECT crm.loyalty_index(a, b) $of"
        time_loyalty "$run" scan/window "SELECT count(z) FROM (SELECT count(rating) OVER () z $of) q"
        time_loyalty "$run" window/loyalty_zone "SELECT count(z) FROM (SELECT crm.loyalty_zone(rating) OVER () z $of) q"
        of='FROM lines GROUP BY customer'
        time_loyalty "$run" scan/lines "SELECT count(*) FROM (SELECT customer, count(price), count(quantity) $of) q"
        time_loyalty "$run" lines/price_sensitivity "SELECT count(e) FROM (SELECT customer, crm.price_sensitivity(quantity, price) e $of) q"
        step_done
    done

    echo
    sort -k 1,1 -k 2,2n "$results" | awk -v customers="$customers" "$median"'
        { n[$1]++; time[$1, n[$1]] = $2; if (!($1 in seen)) { seen[$1] = 1; name[++names] = $1 } }
        END {
            printf "microseconds a customer above the scan of %d, median of %d runs\n", customers, n["scan/history"]
            for (i = 1; i <= names; i++) {
                split(name[i], part, "/")
                if (part[1] == "scan") continue
                # Ten lines a customer.
                each = part[1] == "lines" ? 10 : 1
                printf "  %-28s %6.2f%s\n", part[2], (median(name[i]) - median("scan/" part[1])) * 1000 / customers / each,
                    (each > 1 ? " a line" : "")
            }
        }'
}
