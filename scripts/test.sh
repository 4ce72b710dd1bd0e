#!/usr/bin/env bash
# Builds and passes every test. Tests of the browser and of Python's models need Debian packages: installed
# here when that is possible, otherwise those tests are skipped and the end says which and why.
#   scripts/test.sh [--slow] [maven options]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/jdk.sh
slipway_find_jdk

slow=()
if [ "${1:-}" = "--slow" ]; then
  shift
  slow=("-Dslipway.excluded-groups=none" "-Dslipway.groups=slow")
fi

has_chromium() { command -v chromium >/dev/null 2>&1; }
has_python() {
  /usr/bin/python3 -c 'import sklearn, pandas, xgboost, yaml, onnx, lz4, grpc, google.protobuf, prometheus_client' >/dev/null 2>&1 &&
    command -v protoc >/dev/null 2>&1 && command -v promtool >/dev/null 2>&1 && command -v curl >/dev/null 2>&1
}
missing=()
has_chromium || missing+=(chromium fonts-dejavu-core)
has_python || missing+=(python3-sklearn python3-pandas python3-xgboost python3-yaml python3-onnx python3-lz4 python3-grpcio python3-protobuf protobuf-compiler python3-prometheus-client prometheus curl)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -eq 0 ]; then apt=(apt-get); elif sudo -n true 2>/dev/null; then apt=(sudo -n apt-get); else apt=(); fi
  if [ "${#apt[@]}" -gt 0 ]; then
    echo "Installing what some tests need: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 ||
      echo "Could not install ${missing[*]}"
  fi
fi

skipped=()
if has_chromium; then export SLIPWAY_REQUIRE_CHROMIUM=1; else skipped+=("browser tests of the console: no chromium (apt install chromium)"); fi
if has_python; then export SLIPWAY_REQUIRE_PYTHON=1; else skipped+=("parity with scikit-learn and XGBoost, and foreign clients: not all of it is here (apt install python3-sklearn python3-pandas python3-xgboost python3-yaml python3-onnx python3-lz4 python3-grpcio python3-protobuf protobuf-compiler python3-prometheus-client prometheus curl)"); fi
if [ -n "${CI:-}" ] && [ "${#skipped[@]}" -gt 0 ]; then
  printf 'CI skips no test, but cannot run: %s\n' "${skipped[@]}" >&2
  exit 1
fi

status=0
mvn -B test ${slow[@]+"${slow[@]}"} "$@" || status=$?
for reason in ${skipped[@]+"${skipped[@]}"}; do echo "Skipped: $reason"; done
exit "$status"
