# a connection keeps the memory of its longest backlog for ever
# in reactor/connection.cpp
# found by Connection*.*
s/^  output_buffer_.release_spare_memory();//
