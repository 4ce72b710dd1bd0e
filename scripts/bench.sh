#!/usr/bin/env bash
# Builds the program and its benchmarks and runs one, or without a name all: scripts/bench.sh [NAME [options]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/jdk.sh
slipway_find_jdk
mvn -q -B package -Dmaven.test.skip=true -pl bench -am >&2
scripts/archive-classes.sh app/target/slipway || true
touch app/target/slipway/built
exec "$JAVA_HOME/bin/java" -XX:+UseG1GC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp bench/target/bench/lib/slipway-bench.jar dev.slipway.bench.Bench "$@"
