# shellcheck shell=bash disable=SC2154
# A report made and refreshed beside the plain aggregates of the same orders. Sourced by run.

prepare_report() { :; }

# timed NAME RUN SQL: one line "name milliseconds", as the client has them
timed() {
    local began=${EPOCHREALTIME/./}
    interruptible sql -c "$3" >/dev/null 2>&1
    [ "$2" = 0 ] || echo "$1 $(((${EPOCHREALTIME/./} - began) / 1000))" >>"$results"
}

# worked NAME RUN CALL: the same of what creates or refreshes, as it says itself
worked() {
    local milliseconds
    milliseconds=$(interruptible sql -c "SELECT round(seconds * 1000) FROM $3" 2>/dev/null)
    [ "$2" = 0 ] || echo "$1 $milliseconds" >>"$results"
}

# report_run WORKERS RUN
report_run() {
    local view
    # An index over all the columns helps who asks for a few customers; the plain aggregates are timed without it, as in rfm.sh.
    sql -c 'SET client_min_messages = warning' -c 'DROP INDEX IF EXISTS orders_by_customer' -c "ALTER DATABASE report SET max_parallel_workers_per_gather = $1"
    timed "$1 sums" "$2" "EXPLAIN (ANALYZE, TIMING OFF) $(cat "$here/rfm/group-sums.sql")"
    sql -c 'CREATE INDEX orders_by_customer ON orders (customer_id) INCLUDE (ordered_on, amount)' -c 'VACUUM orders'
    worked "$1 create" "$2" "crm.create_report('orders', 'customer_id', 'ordered_on', 'amount', as_of => '2025-12-31')"
    # 10,000 orders of 5,000 customers, as a day brings them.
    sql -c "INSERT INTO orders SELECT 1 + i % 5000 * ($customers / 5000), date '2025-12-31' - i % 3, 5.25 FROM generate_series(1, 10000) i"
    worked "$1 refresh" "$2" 'crm.refresh()'
    worked "$1 another-date" "$2" "crm.refresh(as_of => '2025-12-30')"
    for view in segments tiers kpis cohorts concentration lifecycle clv_summary; do
        timed "$1 $view" "$2" "SELECT * FROM crm_report.$view"
    done
    timed "$1 as-of" "$2" "SELECT * FROM crm.segment_moves('crm_report', '2025-06-30', '2025-12-31')"
    sql -c 'SELECT crm.drop_report()' >/dev/null 2>&1
}

bench_report() {
    local run w
    step_begin "$orders orders of $customers customers"
    interruptible sql -v orders="$orders" -v customers="$customers" -f "$here/rfm/data.sql" >/dev/null
    sql -c 'DROP TABLE histories' -c 'ALTER TABLE orders SET LOGGED'    # of unlogged orders changes are not tracked
    step_done
    for w in $workers; do
        for ((run = 0; run <= runs; run++)); do
            step_begin "run $run of $runs with $w workers"
            report_run "$w" "$run"
            step_done
        done
    done

    echo
    sort -k 1,1n -k 2,2 -k 3,3n "$results" | awk "$median"'
        { key = $1 " " $2; n[key]++; time[key, n[key]] = $3; seen[$1] = 1 }
        function line(label, name, peer) {
            printf "  %-52s %8.2f s", label, median(w " " name) / 1000
            printf peer == "" ? "\n" : "  %6.3f of %s\n", median(w " " name) / median(w " " peer), peer
        }
        END {
            n_views = split("segments tiers kpis cohorts concentration lifecycle clv_summary", view, " ")
            for (w = 0; w <= 8; w++) {
                if (!(w in seen)) continue
                printf "%d workers, median of %d runs\n", w, n[w " create"]
                line("count, min, max, sum(amount) by customer", "sums", "")
                line("crm.create_report", "create", "sums")
                line("crm.refresh after 10,000 orders of 5,000 customers", "refresh", "create")
                line("crm.refresh to another date", "another-date", "create")
                for (i = 1; i <= n_views; i++) line("view " view[i], view[i], "")
                line("crm.segment_moves", "as-of", "")
            }
        }'
}
