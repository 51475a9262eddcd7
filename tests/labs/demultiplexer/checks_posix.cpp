// Signals that arrive during a wait, and descriptors for which an fd_set has no bit.
#include <sys/select.h>

#include <chrono>
#include <string>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "system_checks.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/support/interrupt_posix.hpp"

namespace chatlab::labs {

void check_interrupted() {
  for (const char* call : {"select", "poll"}) {
    const auto demultiplexer = make_demultiplexer(call);
    std::vector<Ready> ready;
    note("wait", std::string("with ") + call + ", for 4294967297 ms; a signal arrives after 20 ms");
    expecting("interrupted, and nothing is ready");
    const auto begin = std::chrono::steady_clock::now();
    const Interruption interruption;
    const WaitEnd end = demultiplexer->wait(std::chrono::milliseconds(4294967297), ready);
    if (std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(15))
      fail("the end of the wait, before the signal");
    if (end != WaitEnd::interrupted) fail("an end of the wait that is not `interrupted`");
    came(ready.empty() ? "interrupted, and nothing is ready"
                       : "interrupted, but handles are reported");
  }
}

void check_limit() {
  const auto words = [](bool can) { return can ? "can be held" : "can't be held"; };
  const auto by_select = make_demultiplexer("select");
  note("given", "select, and FD_SETSIZE, which is " + std::to_string(FD_SETSIZE));
  note("ask", "descriptor " + std::to_string(FD_SETSIZE - 1));
  expect("can be held", words(by_select->can_hold(FD_SETSIZE - 1)));
  for (const Handle handle : {Handle{FD_SETSIZE}, Handle{1000000}}) {
    note("ask", "descriptor " + std::to_string(handle));
    expect("can't be held", words(by_select->can_hold(handle)));
  }
  note("ask", "poll, descriptor 1000000");
  expect("can be held", words(make_demultiplexer("poll")->can_hold(1000000)));
}

}  // namespace chatlab::labs
