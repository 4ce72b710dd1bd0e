#!/usr/bin/env bash
# Makes the class-data archive that halves the start of every command (a JDK without it only starts slower).
set -euo pipefail
dist=$1
rm -f "$dist/slipway.jsa"
"$JAVA_HOME/bin/java" -XX:ArchiveClassesAtExit="$dist/slipway.jsa" -Xlog:disable -Xlog:all=error:stderr \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$dist/lib/slipway-app.jar" dev.slipway.app.Main --help >/dev/null 2>&1
