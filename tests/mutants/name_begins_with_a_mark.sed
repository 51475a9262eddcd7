# a name may begin with a mark that changes what stands before it
# in apps/chat/name.cpp
# found by Name.*
s/  if (is_mark(first_character(name).code_point)) return false;//
