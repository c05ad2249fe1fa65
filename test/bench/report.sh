# shellcheck shell=bash disable=SC2154
# A report made and refreshed beside the plain aggregates of the same orders. Times are the client's. Sourced by run.

prepare_report() { :; }

# timed NAME RUN SQL: one line "name milliseconds"
timed() {
    local began=${EPOCHREALTIME/./}
    interruptible sql -c "$3" >/dev/null 2>&1
    [ "$2" = 0 ] || echo "$1 $(((${EPOCHREALTIME/./} - began) / 1000))" >>"$results"
}

bench_report() {
    local run view
    step_begin "$orders orders of $customers customers"
    interruptible sql -v orders="$orders" -v customers="$customers" -f "$here/rfm/data.sql" >/dev/null
    sql -c 'CREATE INDEX ON orders (customer_id) INCLUDE (ordered_on, amount)' -c 'DROP TABLE histories' -c 'VACUUM ANALYZE orders'
    step_done
    for ((run = 0; run <= runs; run++)); do
        step_begin "run $run of $runs"
        timed sums "$run" 'SELECT count(*) FROM (SELECT customer_id, count(*), min(ordered_on), max(ordered_on), sum(amount) FROM orders GROUP BY customer_id OFFSET 0) s'
        timed create "$run" "SELECT crm.create_report('orders', 'customer_id', 'ordered_on', 'amount', as_of => '2025-12-31')"
        # 10,000 orders of 5,000 customers, as a day brings them.
        sql -c "INSERT INTO orders SELECT 1 + i % 5000 * ($customers / 5000), date '2025-12-31' - i % 3, 5.25 FROM generate_series(1, 10000) i"
        timed refresh "$run" 'SELECT crm.refresh()'
        timed another-date "$run" "SELECT crm.refresh(as_of => '2025-12-30')"
        for view in segments tiers kpis cohorts concentration lifecycle clv_summary; do
            timed "$view" "$run" "SELECT count(*) FROM (TABLE crm_report.$view) v"
        done
        timed as-of "$run" "SELECT count(*) FROM crm.segment_moves('crm_report', '2025-06-30', '2025-12-31')"
        sql -c "SELECT crm.drop_report()" >/dev/null 2>&1
        step_done
    done

    echo
    sort -k 1,1 -k 2,2n "$results" | awk "$median"'
        { n[$1]++; time[$1, n[$1]] = $2 }
        function line(label, name, peer) {
            printf "  %-52s %8.2f s", label, median(name) / 1000
            printf peer == "" ? "\n" : "  %6.3f of %s\n", median(name) / median(peer), peer
        }
        END {
            printf "median of %d runs\n", n["create"]
            line("count, min, max, sum(amount) by customer", "sums", "")
            line("crm.create_report", "create", "sums")
            line("crm.refresh after 10,000 orders of 5,000 customers", "refresh", "create")
            line("crm.refresh to another date", "another-date", "create")
            split("segments tiers kpis cohorts concentration lifecycle clv_summary", view, " ")
            for (i = 1; i in view; i++) line("view " view[i], view[i], "")
            line("crm.segment_moves", "as-of", "")
        }'
}
