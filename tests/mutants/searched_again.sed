# an unfinished line is searched from its start for each piece of it
# in apps/protocols/line_reader.cpp
# found by LineReader.*
s/    searched_ = unread().size();//
