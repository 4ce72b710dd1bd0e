#!/usr/bin/env bash
# Checks that every relative link in the project's Markdown leads to a file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
broken=0
checked=0
while IFS= read -r file; do
  while IFS= read -r link; do
    target=${link%%#*}
    [ -n "$target" ] || continue
    checked=$((checked + 1))
    if [ ! -e "$(dirname "$file")/$target" ]; then
      echo "$file: no $target" >&2
      broken=$((broken + 1))
    fi
  done < <(grep -oE '\]\([^)[:space:]]+\)' "$file" | sed 's/^](//; s/)$//' | grep -vE '^(https?:|mailto:|#)' || true)
done < <(git ls-files '*.md')
echo "$checked links checked, $broken broken"
[ "$broken" -eq 0 ]
