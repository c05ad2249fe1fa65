# shellcheck shell=bash disable=SC2154
# Surveys beside count(*) by the same key. Times are the server's own Execution Time. Sourced by run.
responses=${RESPONSES:-10000000}

prepare_survey() { :; }

bench_survey() {
    step_begin "$responses responses of $customers customers in 1000 shops"
    interruptible sql -v responses="$responses" -v customers="$customers" -f "$here/survey/data.sql" >/dev/null
    step_done
    time_alone shop-count shop-survey shop-sql customer-count customer-survey

    echo
    sort -k 1,1 -k 3,3n "$results" | awk "$median"'
        { n[$1]++; time[$1, n[$1]] = $3 }
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
