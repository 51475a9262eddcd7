# Backpressure: a member falls behind, and the sender must wait. README.md says what to see.
#   gdb -x tests/debugger/backpressure.gdb build/chat-server
source tests/debugger/two_members.gdb
tbreak chatlab::Backpressure::fall_behind if &participant == $bob_as_participant
tbreak chatlab::Backpressure::begin_congestion
# A congestion may end at once while the system's buffers grow, so the last two wait for the third.
tbreak chatlab::Backpressure::end_congestion if is_congested_
set $is_over = $bpnum
tbreak chatlab::StreamMember::on_hold if !held
set $is_read_again = $bpnum
disable $is_over $is_read_again
tbreak chatlab::StreamMember::on_hold if held
commands
enable $is_over $is_read_again
end
echo \nSuspend Bob with Ctrl-Z. Type `continue`, and then let Eve say 20 MB:\n
echo \    yes "$(printf %05000d)" | head -n 4000 | build/chat-client --name Eve\n
echo 5 stops. At the third, bring Bob back with `fg`.\n
