# How a connection is accepted. README.md says what to see.
#   gdb -x tests/debugger/accepted.gdb build/chat-server
source tests/debugger/begin.gdb
tbreak chatlab::ChatServer::run
run --listen framed:${PORT:-3000} < /dev/null
break chatlab::Acceptor::on_readable
break chatlab::TcpListener::accept
break chatlab::StreamEndpoint::on_accept
break chatlab::Reactor::add
echo \nType `continue`, and then start a client: build/chat-client --name Ann. 5 stops.\n
