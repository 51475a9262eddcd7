# two echo servers that were made to talk to each other never stop
# in apps/server/echo_endpoint.cpp
s/reads_as_address(inside.substr(0, close))/reads_as_address(inside.substr(0, close + 1))/
