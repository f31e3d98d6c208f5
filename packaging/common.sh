# shellcheck shell=bash
# What packaging/dev and .ci/run share. Sourced by bash; expects `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# A clone elsewhere finds in the cache what this one compiled.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
export CMAKE_COLOR_DIAGNOSTICS=${CMAKE_COLOR_DIAGNOSTICS:-ON}

say() { printf '%s\n' "$*" >&2; }

# packages_of PURPOSE...: one "PACKAGE[|ALTERNATIVE]... [COMMAND]" a line, comments gone.
packages_of() {
    local purpose
    for purpose in "$@"; do
        awk -v want="[$purpose]" '
            /^\[/ { on = ($1 == want); found = found || on; next }
            { sub(/[ \t]*#.*/, "") }
            on && NF { print }
            END { if (!found) exit 1 }' "$root/packaging/dependencies" || { say "packaging/dependencies has no [$purpose]"; return 1; }
    done
}

# missing_of PURPOSE...: the lines of packages_of for which nothing is installed.
missing_of() {
    local installed names command
    installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii *//p') # "ii ": installed and whole
    packages_of "$@" | sort -u | while read -r names command; do
        [ -n "$command" ] && command -v "$command" >/dev/null && continue
        grep -qxF -f <(tr '|' '\n' <<<"$names") <<<"$installed" || echo "$names"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "Needs root, and there is no sudo: $*"
        return 1
    fi
}

# known_to_apt "A|B": the first alternative that apt can install, of the names in $apt_names.
known_to_apt() {
    local name
    for name in ${1//|/ }; do
        grep -qxF -- "$name" <<<"$apt_names" && { echo "$name"; return; }
    done
    return 1
}

install_missing() {
    local lines names=() unknown=0 line name apt_names
    mapfile -t lines
    # One look for all: container images keep no cache of apt's, so that every further one would read all lists again.
    apt_names=$(apt-cache pkgnames)
    for line in "${lines[@]}"; do
        name=$(known_to_apt "$line") || { unknown=1; break; }
        names+=("$name")
    done
    if [ "$unknown" = 1 ]; then # the package lists are absent, as in a fresh container, or old
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
        apt_names=$(apt-cache pkgnames)
        names=()
        for line in "${lines[@]}"; do
            name=$(known_to_apt "$line") || { say "apt knows no package $line"; return 1; }
            names+=("$name")
        done
    fi
    say "Installing: ${names[*]}"
    apt_install "${names[@]}" && return
    # Lists that are older than the archive name files that are gone.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
    apt_install "${names[@]}"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2 </dev/null
}

# need PURPOSE...: installs what is missing; where there is no apt, says what is needed and lets CMake judge.
need() {
    local missing
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This is neither Debian nor Ubuntu. Offhook needs the likes of these packages (Debian's names):"
        packages_of "$@" | awk '{ sub(/\|.*/, "", $1); print "  " $1 }' | sort -u >&2
        return
    fi
    missing=$(missing_of "$@")
    [ -z "$missing" ] || install_missing <<<"$missing"
}

# build PRESET [TARGET...]: configures when it has to, builds.
build() {
    local preset=$1 folder=$root/build/$1 launcher=()
    shift
    mkdir -p "$root/build"
    # ninja runs CMake again for everything but the presets.
    if [ ! -e "$folder/build.ninja" ] || [ ! "$folder/configured" -nt "$root/CMakePresets.json" ]; then
        command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache)
        (cd "$root" && cmake --preset "$preset" "${launcher[@]}" >"$folder.log" 2>&1) || { cat "$folder.log" >&2; return 1; }
        touch "$folder/configured"
    fi
    cmake --build "$folder" ${1:+--target} "$@" >&2
}

# node_modules FOLDER...: `npm ci` there, unless what the lock file asks for is installed.
node_modules() {
    local folder stamp
    for folder in "$@"; do
        folder=$root/$folder
        stamp=$(cat "$folder/package.json" "$folder/package-lock.json" <(node --version) | sha256sum | cut -d' ' -f1)
        [ "$(cat "$folder/node_modules/.offhook-installed" 2>/dev/null)" = "$stamp" ] && continue
        say "npm ci in ${folder#"$root"/}"
        (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error >&2 </dev/null) || return
        echo "$stamp" >"$folder/node_modules/.offhook-installed"
    done
}
