# a connection that lingers is not closed before ten seconds, though its peer accepts nothing
# in reactor/connection.cpp
s/if (last_progress_ < linger_step_ || /if (/
