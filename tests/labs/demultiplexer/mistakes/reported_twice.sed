# a handle that is readable and writable is reported twice
# in platform/posix/select_demultiplexer.cpp
# caught by once
s/    ready.push_back({found, can_read, can_write, slot});/    if (can_read) ready.push_back({found, true, false, slot});\n    if (can_write) ready.push_back({found, false, true, slot});/
