#!/bin/sh
# Runs train.py with the first Python that has scikit-learn and pandas; set PYTHON to choose another.
for python in "$PYTHON" python3 /usr/bin/python3; do
  if [ -n "$python" ] && "$python" -c 'import sklearn, pandas, yaml' 2>/dev/null; then
    exec "$python" train.py
  fi
done
echo "This example trains with Python: install scikit-learn, pandas and PyYAML (Debian, Ubuntu: apt install python3-sklearn python3-pandas python3-yaml; elsewhere: pip install scikit-learn pandas pyyaml), or set PYTHON to a Python that has them." >&2
exit 1
