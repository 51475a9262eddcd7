// What can happen to a program that talks to others, and surprises those who see it for the first
// time.
#pragma once

namespace chatlab {

enum class Phenomenon {
  // Waiting.
  asleep,         // nothing was ready: the program slept
  timer_due,      // a timer made it go on
  interrupted,    // a signal interrupted the wait
  not_ready_yet,  // a handle was reported ready, but the call would block
  // Receiving.
  partial_message,   // a receive returned less than a message
  several_messages,  // a receive returned more than one
  glued_messages,    // and where there is no framing, they can't be told apart
  end_of_stream,     // a receive returned 0
  reset,             // the connection was broken off
  // Sending.
  short_send,          // the system took less than was offered
  write_interest_on,   // from now on, the program waits for room
  write_interest_off,  // no more
  // Ending.
  half_close,       // one direction has ended, the other goes on
  lingering_close,  // the program waits for the peer before it closes
  early_close,      // it closes although the peer has not: unread input makes a reset
  // Connections.
  accepted,             // a connection was accepted, and the listener goes on listening
  several_accepted,     // several were, in one turn
  descriptors_used_up,  // none can be
  select_limit,         // the handle can't be waited for
  next_address,         // an address did not answer, and the next one is tried
  ipv6_first,           // ::1 before 127.0.0.1
  address_in_use,       // another program has the port
  // Backpressure.
  held_back,  // a member floods, and is not read
  released,   // it is read again
  given_up,   // a member does not read
  // Datagrams.
  datagram_lost,      // it was too long, or from a stranger
  datagram_repeated,  // it came, or was sent, twice
  port_unreachable,   // an earlier datagram found no socket
  // Windows.
  input_by_thread,  // input comes through a thread and a socket pair
  hang_up,          // WSAPoll reports a half-close as a hang-up
};

constexpr Phenomenon last_phenomenon = Phenomenon::hang_up;

}  // namespace chatlab
