# What the scripts share: to be sourced. Every script runs from the package's root.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n== %s\n' "$*"; }
say() { printf '   %s\n' "$*"; }
fail() {
    printf '\nerror: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}

# quietly NAME COMMAND…: keeps the output in .build/logs/NAME.log and shows it only when the command fails. Long work
# says now and then that it goes on.
quietly() {
    local name=$1 status=0 heartbeat
    shift
    mkdir -p .build/logs
    local log=.build/logs/$name.log
    (
        while sleep 60; do printf '   … %s s\n' "$SECONDS"; done
    ) &
    heartbeat=$!
    # The heartbeat must not outlive an interrupted script, nor hold its output open.
    trap 'kill "$heartbeat" 2>/dev/null || true' EXIT
    "$@" >"$log" 2>&1 </dev/null || status=$?
    kill "$heartbeat" 2>/dev/null || true
    wait "$heartbeat" 2>/dev/null || true
    trap - EXIT
    if [ "$status" -ne 0 ]; then
        show_failure "$log"
        fail "$name failed with exit code $status" "the whole output is in $log"
    fi
}

# What a person needs of a failed step: all of it in CI, else the lines that name errors, and the end.
show_failure() {
    if [ -n "${CI:-}" ]; then
        cat "$1" >&2
        return
    fi
    grep -E '(error:|✘|↳|Fatal error|crashed)' "$1" | awk '!seen[$0]++' | head -n 40 >&2 || true
    printf '   ---\n' >&2
    tail -n 15 "$1" >&2
}

fingerprint() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

billow=.build/release/billow
