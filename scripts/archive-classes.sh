#!/usr/bin/env bash
# Makes the archives that let the program start in less than half the time (without them it only starts slower):
# of the classes that every command loads, and of those that a server does, linked, with what profiling saw.
set -euo pipefail
dist=$1
quiet=(-Xlog:disable -Xlog:all=error:stderr --sun-misc-unsafe-memory-access=allow)
rm -f "$dist/slipway.jsa" "$dist/server.aot"
"$JAVA_HOME/bin/java" -XX:ArchiveClassesAtExit="$dist/slipway.jsa" "${quiet[@]}" \
  -jar "$dist/lib/slipway-app.jar" --help >/dev/null 2>&1

# The server writes its archive when it is stopped, after it has answered once.
home=$(mktemp -d "${TMPDIR:-/tmp}/slipway-archive.XXXXXX")
"$JAVA_HOME/bin/java" -XX:+UseG1GC -XX:AOTCacheOutput="$dist/server.aot" "${quiet[@]}" \
  -jar "$dist/lib/slipway-app.jar" server --home "$home/home" --port 0 --json >"$home/out" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$home"' EXIT
for _ in $(seq 300); do
  grep -q '"url"' "$home/out" && break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
kill "$server" 2>/dev/null || true
wait "$server" || true
rm -f "$dist/server.aot.config"
