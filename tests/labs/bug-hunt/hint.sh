#!/bin/sh
# Narrows the bug down, one step per call: the floor, the file, the place. The symptom is what the check
# says.
mkdir -p build/lab
[ ! -e build/lab/repaired ] || { echo 'The last check has found nothing any more: there is nothing left to hint at.' && exit; }
shown=$(cat build/lab/hints 2> /dev/null)
places=$(tr 'A-Za-z0-9' 'N-ZA-Mn-za-m5-90-4' < tests/labs/bug-hunt/where)
files=$(echo "$places" | sed 's/:.*//')
case $shown in
  '') echo "Hint 1 of 3, the floor: $(for file in $files; do dirname "$file"; done | sort -u | tr '\n' ' ')" ;;
  .) echo "Hint 2 of 3, the file: $(echo "$files" | tr '\n' ' ')" ;;
  ..) echo "Hint 3 of 3, the place: about line $(echo "$places" | sed 's/\(.*\):\(.*\)/\2 of \1/' | tr '\n' ' ')" ;;
  *) echo 'There are no more hints: ask your instructor.' ;;
esac
echo "$shown." | cut -c 1-3 > build/lab/hints
