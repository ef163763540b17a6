#!/bin/sh
# Runs its arguments with the project's own Python, or with the newest Python >= 3.11 on PATH.
# A name on PATH is tried, not trusted: version managers put names there that only print an error.

good() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# The stamp tells a finished environment from one whose making was interrupted.
if [ -f .venv/.unknot ] && good .venv/bin/python; then
    exec .venv/bin/python "$@"
fi

for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if good "$name"; then
        exec "$name" "$@"
    fi
done

cat >&2 <<'MESSAGE'
Unknot needs Python 3.11 or newer, and none was found.
Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python) and run make again.
MESSAGE
exit 1
