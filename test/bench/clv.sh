# shellcheck shell=bash disable=SC2154
# Customer bases, fits and forecasts beside numpy and scipy. Times are CPU of the server's process, as getrusage()
# gives them to log_statement_stats; those of numpy are CPU of its process, on one thread. Sourced by run.

prepare_clv() {
    python=/usr/bin/python3
    [ -x $python ] || python=$(command -v python3 || echo $python)
    # In a shell of its own: without them there is still something to measure.
    has_scipy || (
        apt_begin '' python3-numpy python3-scipy
        apt_install python3-numpy python3-scipy
    ) || true
    peer=''
    if has_scipy; then peer=yes; else say 'There are no numpy and scipy here: crm_ext is measured alone'; fi
    "$python" -c '' 2>/dev/null || die 'there is no Python to make up orders with' 'Install python3, or leave this out: T=rfm'
}

has_scipy() { "$python" -c 'import numpy, scipy.optimize, scipy.special' 2>/dev/null; }

bench_clv() {
    local run
    step_begin "$customers customers: orders, histories and models"
    sql -c 'CREATE UNLOGGED TABLE orders (customer_id integer NOT NULL, ordered_on date NOT NULL, amount numeric(12,2) NOT NULL)'
    interruptible "$python" "$here/clv/generate.py" "$customers" >"$CRM_WORK/orders.csv"
    interruptible sql -c 'COPY orders FROM STDIN (FORMAT csv)' <"$CRM_WORK/orders.csv"
    interruptible sql -f "$here/clv/data.sql" >/dev/null
    sql -c 'COPY customers TO STDOUT (FORMAT csv)' >"$CRM_WORK/customers.csv"
    sql -c 'SELECT jsonb_object_agg(kind, model::jsonb) FROM models' >"$CRM_WORK/models.json"
    step_done

    clv_tasks >"$CRM_WORK/tasks.sql"
    # The first run warms up and is not kept.
    for ((run = 0; run <= runs; run++)); do
        step_begin "run $run of $runs"
        clv_run >"$CRM_WORK/run"
        [ "$run" = 0 ] || cat "$CRM_WORK/run" >>"$results"
        step_done
        if [ "$run" -gt 0 ] && [ -n "$peer" ]; then
            step_begin "run $run of $runs of numpy and scipy"
            OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 interruptible \
                "$python" "$here/clv/peer.py" "$CRM_WORK/customers.csv" "$CRM_WORK/models.json" >>"$results"
            step_done
        fi
    done

    echo
    sql -c "SELECT 'base', crm.customers(base), crm.distinct_triples(base), crm.repeaters(base) FROM bases" -F ' ' |
        awk -f "$here/clv/report.awk" - "$results"
}

# A session: each task once, named on both outputs, after something small that loads what they share.
clv_tasks() {
    local file name
    cat <<'SQL'
SET max_parallel_workers_per_gather = 0;
\o /dev/null
SELECT sum(crm.orders(history)) FROM histories;
\o
SET client_min_messages = log;
SET log_statement_stats = on;
SQL
    for file in "$here"/clv/task/*.sql; do
        name=$(basename "$file" .sql)
        printf '\\warn task %s\n\\echo %s\n' "$name" "$name"
        cat "$file"
        echo ';'
    done
}

# Prints a line "ours NAME cpu elapsed value" for each task.
clv_run() {
    interruptible sql -f "$CRM_WORK/tasks.sql" >"$CRM_WORK/values" 2>"$CRM_WORK/usage" || {
        step_abandon
        cat "$CRM_WORK/usage" >&2
        die 'a query fails'
    }
    awk '
        FILENAME == ARGV[1] { if (FNR % 2) name = $1; else value[name] = $1; next }
        $1 == "task" { name = $2 }
        / s user,.* s elapsed/ { print "ours", name, $2 + $5, $8, value[name] }' "$CRM_WORK/values" "$CRM_WORK/usage"
}
