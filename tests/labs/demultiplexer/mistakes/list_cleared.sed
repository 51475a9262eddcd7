# the list is emptied first
# in platform/posix/select_demultiplexer.cpp
# caught by appended
s/^  timeval limit = {};/  ready.clear();\n&/
