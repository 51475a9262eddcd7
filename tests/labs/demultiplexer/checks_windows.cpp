// Winsock knows no signals that interrupt a wait, waits for sockets only, and its sets hold a
// number of handles.
#include "platform/demultiplexer.hpp"
#include "platform/windows/native.hpp"
#include "system_checks.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {

void expect_signal_ends(const char*, std::chrono::milliseconds) {}

void check_pipes(const char*) {}

void check_failure() {
  note("note", "on Windows no failure is caused: nothing is checked");
}

void check_interrupted() {
  note("note", "there are no such signals on Windows: nothing is checked");
}

void check_limit() {
  const auto demultiplexer = make_demultiplexer("select");
  note("given", "select, with as many handles as FD_SETSIZE allows");
  for (Handle handle = 0; handle < static_cast<Handle>(FD_SETSIZE); ++handle) {
    expecting("one more can be held");
    came(demultiplexer->can_hold(handle) ? "one more can be held" : "no more can be held");
    demultiplexer->add(handle);
  }
  expecting("no more can be held");
  came(demultiplexer->can_hold(5000) ? "one more can be held" : "no more can be held");
}

}  // namespace chatlab::labs
