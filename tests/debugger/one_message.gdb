# The way of one message through the server, one breakpoint per floor. README.md says what to see.
#   gdb -x tests/debugger/one_message.gdb build/chat-server
source tests/debugger/two_members.gdb
break chatlab::StreamMember::on_bytes
break chatlab::FrameReader::next
break chatlab::Room::say
break chatlab::StreamMember::deliver
break chatlab::TcpSocket::send
echo \nType `continue`, and then say hello as Ann: 6 stops. At each, type `bt`, then `continue`.\n
