# descriptor FD_SETSIZE is accepted, and its bit is behind the end of the set
# in platform/posix/select_demultiplexer.cpp
# caught by limit
s/handle < static_cast<Handle>(FD_SETSIZE)/handle <= static_cast<Handle>(FD_SETSIZE)/
