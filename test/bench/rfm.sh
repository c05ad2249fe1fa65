# shellcheck shell=bash disable=SC2154
# Histories and scores beside plain SQL. Times are the server's own Execution Time. Sourced by run.

prepare_rfm() { :; }

bench_rfm() {
    local w run query queries='group-count group-sums group-history bulk-history score-ntile score-orders score-histories'
    step_begin "$orders orders of $customers customers"
    interruptible sql -v orders="$orders" -v customers="$customers" -f "$here/rfm/data.sql" >/dev/null
    step_done
    for w in $workers; do
        for ((run = 0; run <= runs; run++)); do
            step_begin "run $run of $runs with $w workers"
            for query in $queries; do time_query "$query" "$w" "$run"; done
            step_done
        done
    done

    echo
    sort -k 2,2n -k 1,1 -k 3,3n "$results" | awk "$median"'
        { key = $2 " " $1; n[key]++; time[key, n[key]] = $3; if ($4 > memory[key]) memory[key] = $4; seen[$2] = 1 }
        function line(w, label, name, peer,    key) {
            key = w " " name
            printf "  %-44s %8.2f s  %6.0f MB  %5.2f of %s\n", label, median(key) / 1000, memory[key] / 1024,
                median(key) / median(w " " peer), peer
        }
        END {
            for (w = 0; w <= 8; w++) {
                if (!(w in seen)) continue
                printf "%d workers, median of %d runs; memory is that of hash tables\n", w, n[w " group-count"]
                line(w, "count(*) by customer: the floor", "group-count", "group-count")
                line(w, "count, min, max, sum by customer", "group-sums", "group-count")
                line(w, "crm.history by customer", "group-history", "group-sums")
                line(w, "crm.histories", "bulk-history", "group-history")
                line(w, "orders to scores, three NTILE", "score-ntile", "group-count")
                line(w, "orders to scores, crm_ext", "score-orders", "score-ntile")
                line(w, "stored histories to scores, crm_ext", "score-histories", "score-ntile")
            }
        }'
    sql -c "SELECT format('history: %s bytes an entry, header included; %s entries a customer',
                round(sum(octet_length(crm.history_send(history))) / sum(n), 2), round(avg(n), 2))
            FROM histories, LATERAL (SELECT count(*) AS n FROM crm.entries(history)) e"
}
