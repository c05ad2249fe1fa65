# shellcheck shell=bash
# Installing Debian packages without touching a database that runs here. Sourced by setup.

APT_SERVER_MAJOR=''
APT_LOG=''
APT_TEMPORARY=()
APT_CREATECLUSTER=/etc/postgresql-common/createcluster.d

# apt_begin SERVER|'' PACKAGE...: finds out how to install here, then reads the package lists.
apt_begin() {
    local wanted
    wanted=$(echo "${1:+postgresql-N and postgresql-server-dev-N (one of 15 to 19)} ${*:2}" | sed 's/^ *//; s/ *$//')
    command -v apt-get >/dev/null ||
        die 'something is missing, and there is no apt here to install it' "Install by hand: $wanted"
    if [ "$(id -u)" = 0 ]; then
        as_root() { "$@"; }
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root() { sudo "$@"; }
    else
        die 'something is missing, and installing needs root or sudo' "Install as root: $wanted"
    fi
    APT_LOG=$(mktemp "${TMPDIR:-/tmp}/crm_ext-apt.XXXXXX")
    trap apt_end EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    say "Missing here: $wanted"
    step_begin 'reading the package lists'
    # Old lists may still do, where the mirror can't be reached now.
    apt_get update || true
    step_done
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 \
        apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" >>"$APT_LOG" 2>&1 </dev/null
}

apt_has() { apt-cache show "postgresql-$1" "postgresql-server-dev-$1" >/dev/null 2>&1; }

# apt_default_major OLDEST NEWEST: the release's own choice, else the newest that it has.
apt_default_major() {
    local major
    for major in $(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p') \
        $(seq "$2" -1 "$1"); do
        if [ "$major" -ge "$1" ] && [ "$major" -le "$2" ] && apt_has "$major"; then
            echo "$major"
            return
        fi
    done
}

# apt_server_packages MAJOR: server and headers of one minor release. Where headers of the installed
# server's own version are still to be had, that server stays what it is.
apt_server_packages() {
    local server=postgresql-$1 headers=postgresql-server-dev-$1 installed
    # shellcheck disable=SC2016 # dpkg-query's variables
    installed=$({ dpkg-query -W -f '${db:Status-Status} ${Version}' "$server" 2>/dev/null || true; } | sed -n 's/^installed //p')
    if [ -n "$installed" ] && apt-cache madison "$headers" | grep -qF "| $installed |"; then
        printf '%s\n' "$server=$installed" "$headers=$installed"
        return
    fi
    if [ -n "$installed" ] && pg_lsclusters -h 2>/dev/null | grep -q "^$1 .* online"; then
        die "$server is $installed, and headers of that version are no longer to be had" \
            'An upgrade of the server would restart the databases that it runs, so it is left to you:' \
            "apt-get install $server $headers"
    fi
    printf '%s\n' "$server" "$headers"
}

# apt_temporary FILE MODE TEXT: a file that stands while packages are installed, unless there is one.
apt_temporary() {
    local folder
    [ ! -e "$1" ] || return 0
    # The folders that this makes go away again, as far as they stay empty.
    for folder in "$(dirname "$(dirname "$1")")" "$(dirname "$1")"; do
        if [ ! -d "$folder" ]; then
            APT_TEMPORARY=("$folder" ${APT_TEMPORARY[@]+"${APT_TEMPORARY[@]}"})
            as_root mkdir "$folder"
        fi
    done
    APT_TEMPORARY=("$1" ${APT_TEMPORARY[@]+"${APT_TEMPORARY[@]}"})
    printf '%s\n' "$3" | as_root tee "$1" >/dev/null
    as_root chmod "$2" "$1"
}

# No database is made, and those that are here are neither started nor stopped.
apt_guard_databases() {
    apt_temporary "$APT_CREATECLUSTER/crm_ext.conf" 644 'create_main_cluster = false'
    if compgen -G '/etc/postgresql/*/*/postgresql.conf' >/dev/null; then
        apt_temporary /usr/sbin/policy-rc.d 755 '#!/bin/sh
exit 101'
    fi
}

apt_install() {
    say "Installing ${*}, and what they depend on"
    [ -z "$APT_SERVER_MAJOR" ] || apt_guard_databases
    apt_step 'downloading packages' --download-only "$@"
    apt_step 'installing packages' "$@"
    apt_end
    trap - EXIT INT TERM HUP
}

apt_step() {
    step_begin "$1"
    if ! apt_get install --no-install-recommends "${@:2}"; then
        step_abandon
        cat "$APT_LOG" >&2
        die "apt-get install ${*:2} failed"
    fi
    step_done
}

apt_end() {
    local path
    for path in ${APT_TEMPORARY[@]+"${APT_TEMPORARY[@]}"}; do
        if [ -d "$path" ]; then
            as_root rmdir --ignore-fail-on-non-empty "$path"
        else
            as_root rm -f "$path"
        fi
    done
    APT_TEMPORARY=()
    rm -f "$APT_LOG"
}
