# A send that takes less than it was offered, and write interest. README.md says what to see.
#   gdb -x tests/debugger/partial_send.gdb build/chat-server
set environment OPTIONS=--max-backlog=1000000000
source tests/debugger/two_members.gdb
tbreak chatlab::Connection::tell if step == chatlab::ConnectionStep::output_kept && this == $bobs_connection
tbreak chatlab::Reactor::set_interest if interest.write && !handler.registration_.interest.write && &handler == $bobs_connection
# The system may have room again at once while its buffers grow, so the last two wait for the third.
tbreak chatlab::Connection::on_writable if this == $bobs_connection
set $room_again = $bpnum
tbreak chatlab::Connection::tell if step == chatlab::ConnectionStep::output_emptied && this == $bobs_connection
set $all_is_sent = $bpnum
disable $room_again $all_is_sent
tbreak chatlab::Room::leave
commands
enable $room_again $all_is_sent
end
echo \nSuspend Bob with Ctrl-Z. Type `continue`, and then let Eve say 40 MB:\n
echo \    yes "$(printf %05000d)" | head -n 8000 | build/chat-client --name Eve\n
echo 5 stops. At the third, bring Bob back with `fg`.\n
