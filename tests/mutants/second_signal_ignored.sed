# a second signal does not end a server that waits for slow readers
# in apps/server/chat_server.cpp
# found by StoppingServer.*
/^void ChatServer::on_stop_signal/,/^}/s/  phase_ = Phase::stopped;//
