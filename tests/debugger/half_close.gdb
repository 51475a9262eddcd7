# A half-close: the client ends its stream, and still hears the answer. README.md says what to see.
#   gdb -x tests/debugger/half_close.gdb build/chat-server
source tests/debugger/begin.gdb
tbreak chatlab::ChatServer::run
run --listen anonymous:${PORT:-5555} < /dev/null
break chatlab::Connection::end_input
break chatlab::StreamMember::on_end
break chatlab::Connection::finish
break chatlab::TcpSocket::shutdown_send
break chatlab::Connection::close
echo \nType `continue`, and then say one line: echo hello | build/chat-client --protocol anonymous\n
echo 5 stops.\n
