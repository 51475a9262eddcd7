# The way of one message through the server, a breakpoint a floor. Use:
#   gdb -x tests/debugger/one_message.gdb build/chat-server
# then `run`, connect two clients, let one say something, and `bt` and `continue` at each stop.
set breakpoint pending off
break chatlab::StreamMember::on_bytes
break chatlab::FrameReader::next
break chatlab::Room::say
break chatlab::StreamMember::deliver
break chatlab::TcpSocket::send
