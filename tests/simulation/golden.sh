#!/bin/sh
# Compares the traces of some seeds with those in tests/simulation/golden/, which show what a reader of
# --trace sees. `golden.sh accept` writes what the seeds do now; read the difference before you commit it.
set -u
failed=0 passed=0
for golden in tests/simulation/golden/*.trace; do
  seed=$(basename "$golden" .trace)
  now=build/simulation/$seed.trace
  build/tests/simulate --seed "$seed" --trace > "$now"
  [ "${1-}" != accept ] || cp "$now" "$golden"
  if diff -u "$golden" "$now"; then
    passed=$((passed + 1))
  else
    echo "seed $seed does something else than $golden says; if that is right: make golden"
    failed=$((failed + 1))
  fi
done
echo "[  PASSED  ] $passed tests."
[ "$failed" -eq 0 ] || echo " $failed FAILED TESTS"
[ "$failed" -eq 0 ]
