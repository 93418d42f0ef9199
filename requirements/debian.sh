#!/bin/sh
# Installs the Debian packages named in the given lists, where one is missing.
set -eu
wanted=$(cat "$@")
python=${PYTHON:-python3}
"$python" -c 'import ensurepip' 2>/dev/null || wanted="$wanted python3-venv"

if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian: please see to it that you have what these packages hold:" $wanted >&2
    exit 0
fi

missing=
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=sudo
else
    echo "Please have these system packages installed, then try again: apt-get install$missing" >&2
    exit 1
fi
echo "Installing system packages:$missing"
$as_root apt-get -qq update
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install --no-install-recommends $missing >/dev/null
