#!/usr/bin/env bash
# Makes the class-data archive that halves the start of every command (a JDK without it only starts slower).
set -euo pipefail
dist=$1
rm -f "$dist/slipway.jsa"
"$JAVA_HOME/bin/java" -XX:ArchiveClassesAtExit="$dist/slipway.jsa" -Xlog:disable -Xlog:all=error:stderr \
  --sun-misc-unsafe-memory-access=allow \
  -jar "$dist/lib/slipway-app.jar" --help >/dev/null 2>&1
