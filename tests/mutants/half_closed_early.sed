# the output is ended before all of it has left
# in reactor/connection.cpp
s/if (output_ == Output::ending && unsent() == 0) {/if (output_ == Output::ending) {/
