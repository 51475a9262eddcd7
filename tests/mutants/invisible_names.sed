# a name may contain characters that can't be seen
# in apps/chat/name.cpp
s/ && !is_invisible(code_point)//
