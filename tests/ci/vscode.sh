#!/usr/bin/env bash
# Checks .vscode/ as far as that is possible without VS Code: the JSON is valid, the launch
# configurations name tasks and inputs that exist, each make target can be built, each program is a
# target of the build, and each accepts its arguments. In a student's copy, too, it names only what
# exists.
set -eu
fail() { echo "$*"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line per fact: `task LABEL`, `needs LABEL`, `make TARGET`, `input ID`, `uses ID`,
# `run PROGRAM ARGUMENT...`. gdb brings a Python, which not every machine has.
cat > "$work/facts.py" << 'PYTHON'
import json, re
launch = json.load(open(".vscode/launch.json"))
tasks = json.load(open(".vscode/tasks.json"))
for task in tasks["tasks"]:
    print("task", task["label"])
    if "dependsOn" in task: print("needs", task["dependsOn"])
    words = task["command"].split()
    if words[0] == "make": print("make", " ".join(words[1:]) or "all")
for entry in launch["inputs"]: print("input", entry["id"])
for one in launch["configurations"]:
    print("needs", one["preLaunchTask"])
    for argument in one["args"]:
        for used in re.findall(r"\$\{input:(\w+)\}", argument): print("uses", used)
    for setup in one.get("setupCommands", []):
        if setup["text"].startswith("source "): print("file", setup["text"].split()[1])
    program = one["program"].replace("${workspaceFolder}/", "").replace("build/cmake/Debug/", "build/")
    print("run", program.replace(".exe", ""), *one["args"])
PYTHON

# In the current folder; the facts go to FILE.
check_names() {  # check_names FILE
  gdb -nx -batch -x "$work/facts.py" > "$1" || fail "no facts"
  while read -r kind rest; do
    case $kind in
      needs) grep -qxF "task $rest" "$1" || fail "no task '$rest' in tasks.json" ;;
      uses) grep -qxF "input $rest" "$1" || fail "no input '$rest' in launch.json" ;;
      file) [ -e "$rest" ] || fail "no file $rest" ;;
      make) # shellcheck disable=SC2086
        make --dry-run $rest > /dev/null || fail "make $rest does not work" ;;
    esac
  done < "$1"
}

check_names "$work/facts"
make lab LAB=framing DIR="$work/copy" > /dev/null
(cd "$work/copy" && check_names "$work/facts_of_copy") || fail "in a student's copy"
grep -q '^make .*build/lab/checks' "$work/facts_of_copy" || fail "the copy has no task for its checks"
! grep 'unit-tests' "$work/facts_of_copy" || fail "a student's copy does not build the unit tests in the editor"
make --dry-run -C "$work/copy" build/tests/unit-tests > /dev/null || fail "a tour in gdb needs the unit tests"

# --help does not undo a wrong option: it is refused with status 2.
grep '^run ' "$work/facts" | sort -u | while read -r _ program arguments; do
  case $program in
    *unit-tests) make --dry-run build/tests/unit-tests > /dev/null ;;
    *)
      make "$program" > /dev/null || fail "no program $program"
      # shellcheck disable=SC2086
      "$program" $arguments --help > /dev/null || fail "$program does not accept $arguments"
      ;;
  esac
done
echo "$(grep -c '^run ' "$work/facts") launch configurations and $(grep -c '^task ' "$work/facts") tasks name what exists"
