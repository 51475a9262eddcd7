# the console is not stopped with the server
# in apps/server/chat_server.cpp
# found by OperatorOfAStoppingServer.*
/^void ChatServer::stop/,/^}/s/  if (console_ != nullptr) console_->stop();//
