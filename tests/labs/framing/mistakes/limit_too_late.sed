# the limit is applied once the payload has arrived, and so any amount of memory is kept
# in apps/protocols/frame.cpp
# caught by too-long given-up
/::next/,/^}/s/  if (\*size > limit) return give_up(Found::too_long);//
/::next/,/^}/s/^  payload = /  if (*size > limit) return give_up(Found::too_long);\n&/
