# shellcheck shell=bash
# The demo's report and the site that shows it. Sourced, after cluster.sh, apt.sh and node.sh.

DASHBOARD=$CRM_ROOT/doc/dashboard
# npm's settings and cache are the caller's; the cluster has a home of its own.
DASHBOARD_HOME=${HOME:-/}

dashboard_npm() { interruptible env HOME="$DASHBOARD_HOME" "$@" </dev/null >"$CRM_WORK/npm.log" 2>&1; }

# dashboard_step TITLE COMMAND...: in the dashboard's folder
dashboard_step() {
    step_begin "$1"
    (cd "$DASHBOARD" && dashboard_npm "${@:2}") || {
        step_abandon
        tail -n 40 "$CRM_WORK/npm.log" >&2
        die "$1 failed"
    }
    step_done
}

dashboard_sql() {
    step_begin "$1"
    interruptible as_user psql -X -q -v ON_ERROR_STOP=1 -f - <"$2" >"$CRM_WORK/sql.log" 2>&1 || {
        step_abandon
        cat "$CRM_WORK/sql.log" >&2
        die "$1 failed"
    }
    step_done
}

# Orders, products and answers of a made-up shop, and a report over them that the role dashboard reads.
dashboard_report() {
    export PGOPTIONS='-c client_min_messages=warning'
    as_user psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION crm_ext'
    dashboard_sql 'making up the orders of a shop' "$CRM_ROOT/test/demo/generate.sql"
    dashboard_sql 'its products and its survey' "$CRM_ROOT/test/dashboard/products.sql"
    dashboard_sql 'making the report' "$CRM_ROOT/test/dashboard/report.sql"
}

# What the lock file names is installed once: again where it changed.
dashboard_packages() {
    local mark=$DASHBOARD/node_modules/.crm_ext-lock
    ! cmp -s "$DASHBOARD/package-lock.json" "$mark" || return 0
    dashboard_step 'installing the packages of the site' npm ci --legacy-peer-deps
    cp "$DASHBOARD/package-lock.json" "$mark"
}

# Leaves the site in doc/dashboard/build.
dashboard_site() {
    rm -rf "$DASHBOARD/build" "$DASHBOARD/.evidence"
    # The build runs in there, and asks there whether it may report on its use.
    mkdir -p "$DASHBOARD/.evidence/template"
    cp "$DASHBOARD/evidence.settings.json" "$DASHBOARD/.evidence/template/"
    dashboard_step 'reading the report' env PGUSER=dashboard npm run sources
    # A query that fails leaves a page empty, and npm content.
    ! grep -iE 'error|✗|failed' "$CRM_WORK/npm.log" >&2 || die 'the report could not be read'
    dashboard_step 'building the site' env PGUSER=dashboard npm run build
    [ -s "$DASHBOARD/build/index.html" ] || die 'the build left no site'
}
