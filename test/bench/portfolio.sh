# shellcheck shell=bash disable=SC2154
# Relative shares and the growth-share matrix beside plain SQL. Times are the server's own Execution
# Time. Sourced by run.
sales=${SALES:-1000000}

prepare_portfolio() { :; }

bench_portfolio() {
    step_begin "$sales sales"
    interruptible sql -v sales="$sales" -f "$here/portfolio/data.sql" >/dev/null
    step_done
    time_alone window-max window-plain window-share matrix-plain matrix

    echo
    sort -k 1,1 -k 3,3n "$results" | awk "$median"'
        { n[$1]++; time[$1, n[$1]] = $3 }
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
