#!/bin/sh
# Says whether the bug is still there: the simulation, in 3000 small worlds, stops where it finds it.
#   check.sh [RESULTS]      RESULTS is for Gradescope
mkdir -p build/lab
build/tests/simulate --until-found --processes 2 --seeds ci > build/lab/found 2> build/lab/errors
status=$?
if [ "$status" = 0 ] && [ ! -s build/lab/found ]; then
  echo 'Repaired: 100 of 100 points.'
  score=100 output=
else
  seed=$(sed -n 's/^\([0-9]*\): .*/\1/p' build/lab/found)
  output="Not repaired: the simulation still finds it${seed:+, with seed $seed: build/tests/simulate --seed $seed --trace shows what happens}."
  echo "$output"
  echo '0 of 100 points.  `make hint` narrows it down: symptom, floor, file.'
  score=0
fi
[ -z "${1:-}" ] || cat > "$1" << RESULTS
{
  "score": $score,
  "tests": [
    {"name": "bug-hunt: the bug is found and repaired", "score": $score, "max_score": 100, "output": "$output"}
  ]
}
RESULTS
[ "$score" = 100 ]
