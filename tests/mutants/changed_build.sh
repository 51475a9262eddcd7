# shellcheck shell=sh disable=SC2154
# Builds a program from sources with a plausible bug in some of them; shared by tests/mutants/mutant.sh
# and by the labs, whose wrong solutions are such bugs, too. Sourced by scripts that set
#   script    a sed script with one command per line, each of which must change one of the files:
#                 # what the bug is
#                 # in FILE...
#   copy      a folder for what is made here; the program is $copy/program
#   log       a file for the compiler's messages
# and define `verdict FAILED TEXT`, which ends the script. make passes COMPILE (the compiler and its
# flags), OBJECTS (where the objects' dependency files are), LINK (what is linked) and LIBRARIES. Only
# the changed files are compiled, then all is linked again.
files=$(sed -n "2s/^# in //p" "$script" 2> /dev/null)

# Copies each file with the bug in it; every command of the script must change something.
put_bug_in() {
  [ -n "$files" ] || verdict FAILED "$script: its second line must be: # in FILE..."
  for file in $files; do
    [ -e "$file" ] || verdict FAILED "$script no longer applies: there is no $file"
    mkdir -p "$copy/sources/$(dirname "$file")"
    sed -f "$script" "$file" > "$copy/sources/$file"
    cmp -s "$file" "$copy/sources/$file" &&
      verdict FAILED "$script no longer applies: it does not change $file"
  done
  grep -v '^#' "$script" > "$copy/commands"
  while IFS= read -r command; do
    changes=
    for file in $files; do
      printf '%s\n' "$command" > "$copy/command"
      sed -f "$copy/command" "$file" | cmp -s - "$file" || changes=yes
    done
    [ -n "$changes" ] || verdict FAILED "$script no longer applies: no effect of $command"
  done < "$copy/commands"
}

# Lists the linked objects that are built from FILE or include it, by the compiler's dependency
# files.
made_from() {  # made_from FILE
  # shellcheck disable=SC2086
  find $OBJECTS -name '*.d' -exec grep -lE "(^| )$1( |:|\$)" {} + | sed 's/\.d$/.o/'
}

source_of() {  # source_of OBJECT
  tr -d '\\\n' < "${1%.o}.d" | sed 's/^[^:]*: *\([^ ]*\).*/\1/'
}

# Compiles the changed files. By the order of -I, copies are found before the originals.
compile() {
  changed=
  for object in $(for file in $files; do made_from "$file"; done | sort -u); do
    source=$(source_of "$object")
    [ -e "$source" ] || continue  # left over from a file that was removed since
    [ -e "$copy/sources/$source" ] && source=$copy/sources/$source
    mkdir -p "$copy/objects/$(dirname "$object")"
    # shellcheck disable=SC2086
    ${COMPILE%% *} -I"$copy/sources" ${COMPILE#* } -w -c "$source" -o "$copy/objects/$object" \
      >> "$log" 2>&1 || verdict FAILED "it does not compile, see $log"
    changed="$changed $object"
  done
}

# A changed object precedes the library, whose object of the same name is then not used.
link() {
  objects=
  for object in $changed; do objects="$objects $copy/objects/$object"; done
  for object in $LINK; do
    case " $changed " in *" $object "*) ;; *) objects="$objects $object" ;; esac
  done
  # shellcheck disable=SC2086
  $COMPILE $objects $LIBRARIES -o "$copy/program" >> "$log" 2>&1 ||
    verdict FAILED "it does not link, see $log"
}
