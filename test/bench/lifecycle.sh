# shellcheck shell=bash disable=SC2154
# Cohort triangles beside plain SQL, and functions of a customer beside the scan. Sourced by run.

prepare_lifecycle() { :; }

bench_lifecycle() {
    local w run query functions='mean_interval overdue trend customer_status lifecycle_stage churn_signal activity cohort'
    step_begin "$orders orders of $customers customers"
    interruptible sql -v orders="$orders" -v customers="$customers" -f "$here/rfm/data.sql" >/dev/null
    step_done
    for w in $workers; do
        for ((run = 0; run <= runs; run++)); do
            step_begin "run $run of $runs with $w workers"
            for query in triangle-sql triangle-histories revenue-sql revenue-histories; do time_query "$query" "$w" "$run"; done
            [ "$w" != 0 ] || for query in scan $functions; do time_query "$query" 0 "$run"; done
            step_done
        done
    done

    echo
    sort -k 2,2n -k 1,1 -k 3,3n "$results" | awk -v functions="$functions" -v customers="$(sql -c 'SELECT count(*) FROM histories')" "$median"'
        { key = $2 " " $1; n[key]++; time[key, n[key]] = $3; seen[$2] = 1 }
        function line(w, label, name, peer,    key) {
            key = w " " name
            printf "  %-44s %8.2f s  %6.3f of %s\n", label, median(key) / 1000, median(key) / median(w " " peer), peer
        }
        END {
            for (w = 0; w <= 8; w++) {
                if (!(w in seen)) continue
                printf "%d workers, median of %d runs\n", w, n[w " triangle-sql"]
                line(w, "monthly cohorts of customers, plain SQL", "triangle-sql", "triangle-sql")
                line(w, "the same from stored histories", "triangle-histories", "triangle-sql")
                line(w, "monthly cohorts of revenue, plain SQL", "revenue-sql", "revenue-sql")
                line(w, "the same from stored histories", "revenue-histories", "revenue-sql")
            }
            if (!(0 in seen)) exit
            count = split(functions, name, " ")
            for (i = 1; i <= count; i++)
                printf "  %-44s %8.3f us a customer above the scan\n", "crm." name[i],
                    1000 * (median("0 " name[i]) - median("0 scan")) / customers
        }'
}
