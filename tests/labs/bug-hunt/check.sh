#!/bin/sh
# Says whether the bug is still there: the simulation, in 3000 small worlds, stops where it finds it.
#   check.sh [RESULTS]      RESULTS is for Gradescope
mkdir -p build/lab
rm -f build/lab/repaired
echo 'Simulating up to 3000 worlds: half a minute, up to three on a busy machine.'
build/tests/simulate --until-found --processes 2 --seeds ci > build/lab/found 2> build/lab/errors
status=$?
if [ "$status" = 0 ] && [ ! -s build/lab/found ]; then
  echo 'Repaired: 100 of 100 points.'
  score=100 output=
  touch build/lab/repaired
else
  seed=$(sed -n 's/^\([0-9]*\): .*/\1/p' build/lab/found)
  output="Not repaired: the simulation still finds it${seed:+, with seed $seed: build/tests/simulate --seed $seed --trace shows what happens}."
  echo "$output"
  sed 's/^[0-9]*: /The symptom: /' build/lab/found
  echo '0 of 100 points.  `make hint` narrows it down: floor, file, place.'
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
