# a peer that has ended its stream is told to have failed
# in reactor/connection.cpp
# caught by broken-pipe
/::end_input/,/^}/s/if (!error \&\& output_error_ != std::errc::broken_pipe)/if (!error)/
