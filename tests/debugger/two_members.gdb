# Runs chat-server until two members have joined, and stops at the end of that turn. The keyboard
# belongs to gdb, so the operator's input is /dev/null. PORT is the port, if it is not 3000; OPTIONS are
# more options.
source tests/debugger/begin.gdb
tbreak chatlab::StreamMember::on_welcome
echo \nJoin with two clients, each in a terminal of its own:\n
echo \    build/chat-client --name Bob\n
echo \    build/chat-client --name Ann\n\n
run --listen framed:${PORT:-3000} $OPTIONS < /dev/null
# A member is several things, each at an address of its own.
set $bobs_connection = (chatlab::Connection*) this
set $bob_as_participant = (chatlab::Participant*) this
tbreak chatlab::StreamMember::on_welcome
continue
tbreak chatlab::Reactor::note_duration
continue
