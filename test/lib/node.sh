# shellcheck shell=bash
# Node.js, npm and a browser, for what is built of JavaScript. Sourced, after apt.sh.

# node_setup nodejs [chromium]: installs what is missing, from the release's own packages.
node_setup() {
    local wanted missing=()
    for wanted in "$@"; do
        case $wanted in
            nodejs) node_suffices || missing+=(nodejs); command -v npm >/dev/null || missing+=(npm) ;;
            *) command -v "$wanted" >/dev/null || missing+=("$wanted") ;;
        esac
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    apt_begin '' "${missing[@]}"
    apt_install "${missing[@]}"
    node_suffices || die "node is $(node --version 2>/dev/null || echo 'not there'), and 18 or newer is needed"
}

node_suffices() {
    local version
    version=$(node --version 2>/dev/null) && [[ $version =~ ^v([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 18 ]
}
