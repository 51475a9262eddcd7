# a server that is asked again to stop gives slow readers another two seconds
# in apps/server/chat_server.cpp
# found by StoppingServer.*
/^void ChatServer::stop/,/^}/s/  if (phase_ != Phase::serving) return;//
