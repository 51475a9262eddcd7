# a connection that lingers is closed after two seconds, though its peer reads on
# in reactor/connection.cpp
s/if (last_progress_ < linger_step_ ||/if (last_progress_ < linger_step_ + linger_interval ||/
