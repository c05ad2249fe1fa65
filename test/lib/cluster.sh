# shellcheck shell=bash
# A PostgreSQL of one's own, with the extension built from this tree: everything in one
# temporary folder, nothing installed, nothing left. Sourced.
#
#   cluster_prepare PG_CONFIG      the folder, and the user that works in it
#   cluster_build                  copies the tree, builds it there; the log is $CRM_WORK/build.log
#   cluster_start                  a running server, which PGHOST and its like then point at
#   as_user COMMAND...             runs as that user
#   interruptible COMMAND...       runs so that a signal ends it at once
#
# CRM_VERSION is the server's, CRM_TREE the copy, CRM_CONF the settings with which any server finds
# the build.
. "$(dirname "${BASH_SOURCE[0]}")/say.sh"

CRM_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CRM_WORK=''
CRM_CHILD=''
CRM_USER=''

# Nothing that the caller has set up for other servers or another make may reach this one.
for CRM_NAME in "${!PG@}"; do
    [ "$CRM_NAME" = PG_CONFIG ] || unset "$CRM_NAME"
done
# Data for tests that want real orders: beside the checkout, where it is there.
export CRM_DATA=$CRM_ROOT/../shared/data
unset CRM_NAME MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES MAKEFILES PSQLRC

as_user() {
    if [ -z "$CRM_USER" ]; then "$@"; else
        # Unlike runuser it becomes the command, so signals and exit codes are the command's own.
        setpriv --reuid="$CRM_USER" --regid="$(id -g "$CRM_USER")" --init-groups -- "$@"
    fi
}

# A process group of its own: a Ctrl-C meets this script only, which then ends all of the group.
interruptible() {
    local status=0
    set -m
    "$@" <&0 &
    CRM_CHILD=$!
    set +m
    wait "$CRM_CHILD" || status=$?
    CRM_CHILD=''
    return $status
}

# A folder that USER can reach, whose name make and a socket's 107 bytes can bear.
work_folder_in() {
    local folder
    [[ $1 =~ ^/[A-Za-z0-9/._-]{1,50}$ ]] && folder=$(mktemp -d "$1/crm_ext.XXXXXX" 2>/dev/null) || return 1
    if { [ -z "$CRM_USER" ] || chown "$CRM_USER" "$folder"; } && as_user test -w "$folder" -a -x "$folder"; then
        CRM_WORK=$folder
    else
        rmdir "$folder"
        return 1
    fi
}

cluster_prepare() {
    export PG_CONFIG=$1
    CRM_BINDIR=$("$PG_CONFIG" --bindir)
    # shellcheck disable=SC2034 # for the callers to show
    CRM_VERSION=$("$CRM_BINDIR/postgres" --version | sed 's/.*(PostgreSQL) *\([^ ]*\).*/\1/')
    if [ "$(id -u)" = 0 ]; then
        CRM_USER=postgres
        if ! id -u postgres >/dev/null 2>&1; then
            CRM_USER=nobody
            say 'There is no user postgres here: the server runs as nobody'
        fi
    fi
    trap cluster_end EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
    work_folder_in "${TMPDIR:-/tmp}" || work_folder_in /tmp ||
        die 'no temporary folder that can be written' 'Set TMPDIR to a short path that every user can reach.'
    CRM_TREE=$CRM_WORK/tree CRM_DEST=$CRM_WORK/dest
    export CRM_CONF=$CRM_WORK/extension.conf TMPDIR=$CRM_WORK/tmp HOME=$CRM_WORK
    as_user mkdir "$CRM_TREE" "$TMPDIR" "$CRM_WORK/socket"
    cd "$CRM_WORK" || exit
}

# Ends the group of what interruptible runs. What makes, starts or stops a server is let be until
# it has, with the shells in between: killed half-way it leaves shared memory behind.
end_child() {
    local turn stat line name group
    for ((turn = 0; turn < 150; turn++)); do
        kill -0 -- "-$CRM_CHILD" 2>/dev/null || return 0
        for stat in /proc/[0-9]*/stat; do
            [ $((turn % 20)) = 0 ] || break
            read -r line <"$stat" || continue
            name=${line#*\(} name=${name%\)*}
            read -r _ _ group _ <<<"${line##*\) }"
            [ "$group" != "$CRM_CHILD" ] || [[ $name =~ ^(sh|postgres|initdb|pg_ctl)$ ]] || kill -TERM "${line%% *}"
        done 2>/dev/null
        sleep 0.1
    done
    kill -KILL -- "-$CRM_CHILD" 2>/dev/null || true
}

# Also after a failure half-way: it relies on nothing but CRM_WORK.
cluster_end() {
    local status=$? pidfile
    trap - EXIT
    trap '' HUP INT PIPE TERM
    set +e
    step_abandon
    [ -n "$CRM_WORK" ] || exit $status
    cd /
    [ -z "$CRM_CHILD" ] || end_child
    while read -r pidfile; do
        as_user "$CRM_BINDIR/pg_ctl" stop -s -m immediate -D "$(dirname "$pidfile")" >/dev/null 2>&1
    done < <(find "$CRM_WORK" -name postmaster.pid 2>/dev/null)
    rm -rf "$CRM_WORK" || rm -rf "$CRM_WORK"
    exit $status
}

# NUL-separated names of the tree's files, without what a build made of them: git's view, where
# there is git.
tree_files() {
    local name
    if git -c safe.directory='*' rev-parse --git-dir >/dev/null 2>&1; then
        git -c safe.directory='*' ls-files -z --cached --others --exclude-standard
    else
        find . \( -name .git -o -name node_modules -o -name .evidence \) -prune -o ! -name '*.o' ! -name '*.so' ! -name '*.bc' \
            \( ! -name 'crm_ext--*.sql' -o -name 'crm_ext--*--*.sql' \) ! -type d -print0
    fi | while IFS= read -r -d '' name; do
        [ ! -e "$name" ] || printf '%s\0' "$name"
    done
}

tree_make() { as_user make -s -C "$CRM_TREE" with_llvm=no PG_CONFIG="$PG_CONFIG" "$@"; }

cluster_build() {
    (cd "$CRM_ROOT" && tree_files | tar --null -T - -cf -) | as_user tar -xf - -C "$CRM_TREE"
    {
        interruptible tree_make -j "$(nproc)" all && interruptible tree_make install DESTDIR="$CRM_DEST"
    } >"$CRM_WORK/build.log" 2>&1 </dev/null || {
        step_abandon
        cat "$CRM_WORK/build.log" >&2
        die 'the extension does not build'
    }
    extension_settings | as_user tee "$CRM_CONF" >/dev/null
}

# How this server finds an extension outside its own folders: PostgreSQL 18 has a setting,
# Debian has another.
extension_settings() {
    local share library names
    share=$CRM_DEST$("$PG_CONFIG" --sharedir)
    library=$CRM_DEST$("$PG_CONFIG" --pkglibdir)
    names=$(as_user "$CRM_BINDIR/postgres" --describe-config | cut -f 1)
    if grep -qx extension_control_path <<<"$names"; then
        echo "extension_control_path = '$share:\$system'"
    elif grep -qx extension_destdir <<<"$names"; then
        echo "extension_destdir = '$CRM_DEST'"
    else
        die "$CRM_BINDIR/postgres can't load an extension from outside its own folders" \
            'PostgreSQL 18 and newer can, and so can those that Debian and Ubuntu package.' \
            "For this server: make install installcheck PG_CONFIG=$PG_CONFIG"
    fi
    echo "dynamic_library_path = '$library:\$libdir'"
}

init_data() { as_user "$CRM_BINDIR/initdb" -D "$1" -U postgres -A trust -E UTF8 --no-sync "${@:2}" >"$CRM_WORK/initdb.log" 2>&1; }

# cluster_start [SETTING]...: lines for postgresql.conf
cluster_start() {
    local data=$CRM_WORK/data
    # Not every libc has C.UTF-8.
    interruptible init_data "$data" --locale=C.UTF-8 || interruptible init_data "$data" --locale=C || {
        step_abandon
        cat "$CRM_WORK/initdb.log" >&2
        die 'initdb failed'
    }
    # Memory mapped from files goes away with the folder, whatever happens to the server.
    as_user tee -a "$data/postgresql.conf" >/dev/null <<CONF
include '$CRM_CONF'
listen_addresses = ''
unix_socket_directories = '$CRM_WORK/socket'
dynamic_shared_memory_type = mmap
fsync = off
full_page_writes = off
synchronous_commit = off
timezone = 'UTC'
lc_messages = 'C'
$(printf '%s\n' "$@")
CONF
    interruptible as_user "$CRM_BINDIR/pg_ctl" start -s -w -D "$data" -l "$CRM_WORK/server.log" </dev/null >/dev/null || {
        step_abandon
        cat "$CRM_WORK/server.log" >&2
        die 'the server does not start'
    }
    export PGHOST=$CRM_WORK/socket PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
}
