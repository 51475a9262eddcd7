# when the server stops, the members that leave are announced
# in apps/server/chat_server.cpp
/^void ChatServer::stop/,/^}/s/  room_.close();//
