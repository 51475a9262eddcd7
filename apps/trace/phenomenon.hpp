// The phenomena: events in network programs that surprise readers who see them for the first time.
#pragma once

namespace chatlab {

enum class Phenomenon {
  // Waiting.
  asleep,         // nothing was ready: the program slept
  timer_due,      // a timer ended the wait
  interrupted,    // a signal interrupted the wait
  not_ready_yet,  // a handle was reported ready, but the call would block
  // Receiving.
  partial_message,   // a receive returned less than a message
  several_messages,  // a receive returned more than one
  glued_messages,    // as above, without framing: they can't be told apart
  end_of_stream,     // a receive returned 0
  reset,             // the connection was reset
  // Sending.
  short_send,          // the system accepted less than was offered
  write_interest_on,   // from now on, the program waits for room
  write_interest_off,  // the program waits for room no more
  // Ending.
  half_close,       // one direction has ended, the other goes on
  lingering_close,  // the program waits for the peer before it closes
  early_close,      // the program closes first: unread input causes a reset
  // Connections.
  accepted,             // a connection was accepted, and the listener goes on listening
  several_accepted,     // several connections were accepted in one turn
  descriptors_used_up,  // no connection can be accepted
  select_limit,         // the handle can't be waited for
  connecting,           // a connection is being established, and the program goes on
  next_address,         // an address did not answer, and the next one is tried
  ipv6_first,           // ::1 before 127.0.0.1
  address_in_use,       // another program has the port
  // Backpressure.
  held_back,  // a member floods, and is not read
  released,   // it is read again
  given_up,   // a member does not read
  // Datagrams.
  datagram_lost,      // a datagram was too long, or from a stranger
  datagram_repeated,  // a datagram arrived or was sent twice
  port_unreachable,   // an earlier datagram found no socket
  // Windows.
  input_by_thread,  // input comes through a thread and a socket pair
  hang_up,          // WSAPoll reports a half-close as a hang-up
};

constexpr Phenomenon last_phenomenon = Phenomenon::hang_up;

}  // namespace chatlab
