# the output is ended before all of it has left
# in reactor/connection.cpp
s/if (!output_ended_ || unsent() > 0) return;/if (!output_ended_) return;/
