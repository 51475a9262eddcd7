# the server ends though its log has not been written to the end
# in apps/server/chat_server.cpp
s/log_.printer().is_busy() ||//
