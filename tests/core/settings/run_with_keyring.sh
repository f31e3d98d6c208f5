#!/bin/sh
# Usage: run_with_keyring.sh PROGRAM [ARGUMENT...]
# Runs PROGRAM with a real Secret Service: a private D-Bus session, gnome-keyring unlocked by a password made up here,
# and private XDG folders, so that nothing of the user's own session is read or changed. Ends all it started. Fails
# when the service cannot be had.
set -eu

if [ "${OFFHOOK_KEYRING_INSIDE:-}" != 1 ]; then
    folder=$(mktemp -d "${TMPDIR:-/tmp}/offhook-keyring.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    trap 'exit 130' INT TERM
    mkdir -m 700 "$folder/home" "$folder/data" "$folder/config" "$folder/cache" "$folder/runtime"
    env -u DBUS_SESSION_BUS_ADDRESS -u DISPLAY -u WAYLAND_DISPLAY -u GNOME_KEYRING_CONTROL -u SECRET_BACKEND \
        HOME="$folder/home" XDG_DATA_HOME="$folder/data" XDG_CONFIG_HOME="$folder/config" \
        XDG_CACHE_HOME="$folder/cache" XDG_RUNTIME_DIR="$folder/runtime" OFFHOOK_KEYRING_INSIDE=1 \
        dbus-run-session -- "$0" "$@"
    exit
fi

# The daemon takes the password from its input and goes to the background; all of its output but complaints is noise.
head -c 24 /dev/urandom | base64 | tr -d '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null

# It asks for its name on the bus after that, so wait until the bus knows it: at most about 10 seconds.
tries=0
until daemon=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets 2>/dev/null); do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { echo "run_with_keyring.sh: no secret service on the private bus" >&2; exit 1; }
    sleep 0.05
done
daemon=${daemon##* }
trap 'kill "$daemon" 2>/dev/null || true' EXIT

status=0
"$@" || status=$?
exit "$status"
