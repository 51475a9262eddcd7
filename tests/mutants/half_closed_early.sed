# the output is ended before all of it is sent
# in reactor/connection.cpp
s/if (output_ == Output::ending && unsent() == 0) {/if (output_ == Output::ending) {/
