// The table of explanations, in the order of the phenomena.
#include "apps/trace/explanations.hpp"

#include <cstddef>

namespace chatlab {
namespace {

constexpr Explanation explanations[] = {
    {Phenomenon::asleep, "Nothing was ready, so the program slept",
     "The program asked the system to wake it up when one of its handles is ready, or when the "
     "next timer is due. Until then it used no processor time, however many connections are open.",
     "poll(2)", "reactor/reactor.cpp", "Reactor::time_to_wait"},
    {Phenomenon::timer_due, "A timer is due",
     "A wait ends when a handle is ready, or when its time limit is over: the time until the "
     "nearest timer. So timers need no thread and no signal. A timer may fire late, if the turn "
     "before took long, but never early.",
     "poll(2), timeout", "reactor/timer_queue.cpp", "TimerQueue::fire_due"},
    {Phenomenon::interrupted, "A signal interrupted the wait (EINTR)",
     "A signal arrived while the program slept. Its handler ran, and the wait returned early with "
     "EINTR, which is no error: the next turn waits again. What the signal asks for arrives "
     "through a pipe that the handler writes to.",
     "signal(7), Interruption of system calls", "platform/posix/poll_demultiplexer.cpp",
     "PollDemultiplexer::wait"},
    {Phenomenon::not_ready_yet, "Ready, and yet the call would block (EAGAIN)",
     "A handle that is reported ready may not be ready any more when it is used: another handler, "
     "or another process, was faster, or the system dropped a datagram with a wrong checksum. If "
     "the handle were blocking, the whole program would now hang. It is non-blocking, and simply "
     "waits for the next report.",
     "select(2), BUGS", "reactor/connection.cpp", "Connection::on_readable"},
    {Phenomenon::partial_message, "A receive returned less than a message",
     "TCP carries a stream of bytes and knows no messages: one send may arrive in several "
     "receives, cut anywhere. The receiver keeps what it has until the rest arrives. A program "
     "that treats each receive as a message works on one machine and fails on a network.",
     "RFC 9293 section 3.8, recv(2)", "apps/protocols/frame.cpp", "FrameReader::next"},
    {Phenomenon::several_messages, "A receive returned more than one message",
     "TCP carries a stream of bytes: what was sent in several calls may arrive in one receive. So "
     "the receiver must look for further messages in the bytes that are left after the first one.",
     "RFC 9293 section 3.8, recv(2)", "apps/server/stream_member.cpp", "StreamMember::serve"},
    {Phenomenon::glued_messages, "Two messages are glued together",
     "This protocol does not say where a message ends: it relies on one send arriving as one "
     "receive, which TCP does not promise. Two messages that arrive together look like one. Only "
     "framing, such as a length or a delimiter, cures this.",
     "RFC 9293 section 3.8", "apps/protocols/chunk_requests.cpp", "ChunkRequestDecoder::next"},
    {Phenomenon::end_of_stream, "A receive returned 0: the end of the stream",
     "The peer has ended its stream, in order: all that it sent has arrived. If a process dies, "
     "even by kill -9, its system ends the stream like this. From now on the handle stays "
     "readable, and each receive returns 0, so that the program must stop waiting for it. The "
     "other direction may still be open.",
     "recv(2), RFC 9293 section 3.6", "reactor/connection.cpp", "Connection::end_input"},
    {Phenomenon::reset, "The connection was reset",
     "The peer has broken the connection off instead of ending it: it closed or died while input "
     "was unread or still on its way, it asked for a reset, or its machine was restarted and knows "
     "nothing of this connection any more. What was on its way in either direction may be lost.",
     "RFC 9293 section 3.5.3", "reactor/connection.cpp", "Connection::end_input"},
    {Phenomenon::short_send, "The system accepted less than was offered",
     "A send copies bytes into the system's buffer, and here that buffer is full: the peer reads "
     "more slowly than the program writes. A non-blocking send accepts what fits. The rest stays "
     "in the program, and is sent when there is room.",
     "send(2)", "reactor/connection.cpp", "Connection::send_pieces"},
    {Phenomenon::write_interest_on, "From now on, the program waits for room to write",
     "Output is left that the system did not accept. So the next waits also ask whether this "
     "handle is writable. They did not before, because a handle is nearly always writable, and "
     "each wait would have returned at once.",
     "poll(2), POLLOUT", "reactor/connection.cpp", "Connection::interest"},
    {Phenomenon::write_interest_off, "The program does not wait for room any more",
     "All output that was kept is with the system. To go on asking whether the handle is writable "
     "would be a busy loop: each wait would return at once, with nothing to do.",
     "poll(2), POLLOUT", "reactor/connection.cpp", "Connection::interest"},
    {Phenomenon::half_close, "A half-close",
     "A TCP connection is two streams, and each side ends its own. The program says that it will "
     "send no more, so that the peer reads the end of the stream after the last byte; it can still "
     "receive what the peer sends.",
     "shutdown(2), RFC 9293 section 3.6", "reactor/connection.cpp", "Connection::end_output"},
    {Phenomenon::lingering_close, "A lingering close",
     "The program is done with this connection, but does not close it yet. If it closed while "
     "input is unread, or before more arrives, the system would send a reset, and that could "
     "destroy output that the peer has not read. So it half-closes, and reads and discards input "
     "until the peer closes, too.",
     "RFC 1122 section 4.2.2.13", "reactor/connection.cpp", "Connection::finish"},
    {Phenomenon::early_close, "Closed, although the peer has not ended its stream",
     "The program gives this connection up. If input is unread now, or arrives later, the system "
     "answers with a reset instead of an orderly end: the peer learns that what it sent was not "
     "read.",
     "RFC 1122 section 4.2.2.13, RFC 2525 section 2.17", "reactor/connection.cpp",
     "Connection::close"},
    {Phenomenon::accepted, "A connection was accepted",
     "The system established this connection by itself, and put it into the listener's backlog. "
     "accept removes it from there and makes a new handle for it. The listener's own handle is "
     "never connected: it goes on listening. The program calls accept again until the call would "
     "block (EAGAIN), since more connections may wait there.",
     "accept(2), listen(2)", "reactor/acceptor.cpp", "Acceptor::on_readable"},
    {Phenomenon::several_accepted, "Several connections were accepted in one turn",
     "One report that the listener is readable may stand for any number of connections in its "
     "backlog. So the program accepts until the call would block, or until a limit, so that a "
     "flood of newcomers does not keep the others waiting.",
     "accept(2)", "reactor/acceptor.cpp", "Acceptor::on_readable"},
    {Phenomenon::descriptors_used_up, "No descriptor is left",
     "The process, or the system, has as many open files and sockets as it may have. The "
     "connection stays in the backlog, and the listener stays readable, so that to try again at "
     "once would be a busy loop. The program stops accepting for a tenth of a second; all others "
     "are served as before.",
     "accept(2), EMFILE and ENFILE", "reactor/acceptor.cpp", "Acceptor::rest"},
    {Phenomenon::select_limit, "select can't hold this handle",
     "select's sets have a fixed size. On POSIX it limits the number of the descriptor, and a "
     "larger one would overwrite other memory; on Windows it limits how many sockets there are. "
     "poll has no such limit.",
     "select(2), FD_SETSIZE", "platform/posix/select_demultiplexer.cpp",
     "SelectDemultiplexer::can_hold"},
    {Phenomenon::connecting, "A connection is being established (EINPROGRESS)",
     "TCP's handshake takes a round trip, for which a blocking connect would wait. This socket is "
     "non-blocking: connect only starts the handshake, and the program goes on. When it is over, "
     "the handle is writable, and SO_ERROR tells how it ended: 0 means connected.",
     "connect(2), EINPROGRESS", "reactor/connector.cpp", "Connector::await"},
    {Phenomenon::next_address, "The next address is tried",
     "A host name can stand for several addresses, and the server need not listen on all of them. "
     "The one before did not answer or refused, so the client closes that socket and connects a "
     "new one to the next address.",
     "getaddrinfo(3), RFC 6724", "reactor/connector.cpp", "Connector::try_next_address"},
    {Phenomenon::ipv6_first, "::1 is tried before 127.0.0.1",
     "This machine is both 127.0.0.1 in IPv4 and ::1 in IPv6, and a socket bound to one of them "
     "can't be reached at the other. The system lists IPv6 first, so a server that listens on "
     "127.0.0.1 only is found at the second try.",
     "RFC 6724 section 2.1, gai.conf(5)", "platform/posix/resolve.cpp", "resolve"},
    {Phenomenon::address_in_use, "The address is in use",
     "Another socket is bound to this port, perhaps of a server that still runs. A port of a "
     "server that has stopped can be bound again at once, although old connections linger in "
     "TIME-WAIT: that is what SO_REUSEADDR is for.",
     "bind(2), SO_REUSEADDR in socket(7)", "platform/posix/open_socket.cpp", "open_to_bind"},
    {Phenomenon::held_back, "A member that floods is not read",
     "Some member reads more slowly than others talk, and this one has said as much as it may "
     "meanwhile. Its socket is not read for a while; once the buffers are full, TCP's window "
     "closes, and its system makes it wait. Nothing is lost, and no other member is slowed down.",
     "RFC 9293 section 3.8.6", "apps/server/backpressure.cpp", "Backpressure::hold"},
    {Phenomenon::released, "A member that was held back is read again",
     "Every member has caught up. What the flooding member sent meanwhile waited in the buffers of "
     "both systems, and is read now, in order.",
     "RFC 9293 section 3.8.6", "apps/server/backpressure.cpp", "Backpressure::end_congestion"},
    {Phenomenon::given_up, "A member that does not read is given up",
     "Output for this member piles up in the server, and it accepts none of it, or far too little. "
     "Without a limit, a single stopped client could fill the server's memory. So it is closed, "
     "and the others are told that it left.",
     "tcp(7)", "apps/server/backpressure.cpp", "Backpressure::judge"},
    {Phenomenon::datagram_lost, "A datagram is lost",
     "A datagram is delivered whole or not at all. This one was too long, or from a stranger, and "
     "is dropped. The sender is told only if its own system finds the datagram too long "
     "(EMSGSIZE). Else UDP reports nothing, and any datagram can vanish.",
     "RFC 768, udp(7)", "apps/server/udp_endpoint.cpp", "UdpEndpoint::drop"},
    {Phenomenon::datagram_repeated, "A datagram a second time",
     "The same bytes came from or went to this address just before. The network may duplicate a "
     "datagram, or the sender repeats it because no answer came, or somebody says the same twice: "
     "UDP has no numbers to tell these apart. So requests over UDP should do no harm if they "
     "arrive twice.",
     "RFC 768, RFC 1122 section 4.1", "apps/server/datagram_member.cpp", "DatagramMember::join"},
    {Phenomenon::port_unreachable, "No socket listens where a datagram was sent",
     "The call that reports this error is not the one that caused it: an earlier datagram reached "
     "a machine where no socket has that port, and an ICMP message came back. A system may report "
     "it at the next call on the socket, or never.",
     "RFC 1122 section 4.1.3.3, IP_RECVERR in ip(7)", "platform/posix/udp_socket.cpp",
     "receive_error"},
    {Phenomenon::input_by_thread, "Input comes through a thread and a socket pair",
     "On Windows, WSAPoll and select can wait for sockets only, not for a console or a pipe. So a "
     "thread reads standard input, and copies it to one end of a connection within this process; "
     "the program waits for the other end.",
     "MSDN: WSAPoll", "platform/windows/standard_input.cpp", "StandardInput::read_now"},
    {Phenomenon::hang_up, "WSAPoll reports a half-close as a hang-up",
     "On Windows, a handle whose peer has half-closed is reported at once by every wait, even if "
     "the program only waits for room to write. That would be a busy loop, so the handle is left "
     "out of the waits for a moment.",
     "MSDN: WSAPoll, POLLHUP", "platform/windows/poll_demultiplexer.cpp", "is_stuck"},
};

static_assert(sizeof explanations / sizeof explanations[0] ==
                  static_cast<std::size_t>(last_phenomenon) + 1,
              "each phenomenon has one explanation");

}  // namespace

const Explanation& explanation_of(Phenomenon phenomenon) {
  return explanations[static_cast<std::size_t>(phenomenon)];
}

}  // namespace chatlab
