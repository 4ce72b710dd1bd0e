#!/usr/bin/env bash
# Builds the runnable program into app/target/slipway. One build at a time; progress on stderr.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/scripts/jdk.sh"
slipway_find_jdk
if ! command -v mvn >/dev/null 2>&1; then
  echo "Slipway is built with Maven and found none: install it (Debian, Ubuntu: apt install maven; macOS: brew install maven)." >&2
  exit 10
fi
dist="$home/app/target/slipway"
lock="${TMPDIR:-/tmp}/slipway-build-$(printf '%s' "$home" | cksum | cut -d' ' -f1).lock"
waited=0
while ! mkdir "$lock" 2>/dev/null; do
  owner=$(cat "$lock/pid" 2>/dev/null || echo)
  if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
    rm -rf "$lock"
    continue
  fi
  [ "$waited" -eq 0 ] && echo "Another build of this checkout is running; waiting for it." >&2
  waited=$((waited + 1))
  if [ "$waited" -gt 600 ]; then
    echo "The other build did not end in ten minutes. If none is running, delete $lock and try again." >&2
    exit 10
  fi
  sleep 1
done
echo $$ >"$lock/pid"
log=$(mktemp "${TMPDIR:-/tmp}/slipway-build.XXXXXX")
trap 'rm -rf "$lock" "$log"' EXIT

echo "Building Slipway (the first build downloads its libraries; later ones take seconds)" >&2
started=$(date +%s)
set +e
mvn -f "$home/pom.xml" -B package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl app -am 2>&1 | while IFS= read -r line; do
  printf '%s\n' "$line" >>"$log"
  case "$line" in
    *"Building Slipway :: "*) printf '\r\033[K  %s' "${line#*Building }" >&2 ;;
  esac
done
status=${PIPESTATUS[0]}
set -e
printf '\r\033[K' >&2
if [ "$status" -ne 0 ]; then
  grep -E '^\[ERROR\]|^ERROR' "$log" | head -n 20 >&2 || tail -n 30 "$log" >&2
  echo "The build failed. If a download failed, check the network and run the command again." >&2
  exit 10
fi
"$home/scripts/archive-classes.sh" "$dist" || true
touch "$dist/built"
echo "Built in $(($(date +%s) - started)) s" >&2
