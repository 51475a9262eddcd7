// Writes the calls of a program into a capture file, at the end of each turn of the reactor.
//
// The file stays readable however the program ends, even by SIGKILL: it always ends with a whole
// packet of the last turn.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "apps/trace/capture.hpp"
#include "platform/call_observer.hpp"
#include "platform/clock.hpp"
#include "platform/standard_output.hpp"
#include "reactor/printer.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

class CaptureFile : public CallObserver, private FlushHandler {
 public:
  /// Creates or empties `file`, which grows to at most `limit` bytes. Throws std::system_error if
  /// the file can't be opened. The reactor must outlive the object.
  CaptureFile(Reactor& reactor, const std::string& file, std::uint64_t limit);

  /// Waits for the reader of a named pipe for up to a second, or as limit_wait_at_end() says.
  ~CaptureFile() override;

  /// The destructor waits for no longer than `limit`.
  void limit_wait_at_end(milliseconds limit) { wait_at_end_ = std::min(wait_at_end_, limit); }

  void on_call(const SystemCall& call) override;

 private:
  void on_flush() override;
  void record(const SystemCall& call);
  void record_connect(const SystemCall& call);
  void record_finished_connect(const SystemCall& call);
  void record_received(const SystemCall& call);
  void complain(const std::string& what);

  Reactor& reactor_;
  const std::string name_;
  StandardOutput file_;
  Printer errors_;  // standard error
  Capture capture_;
  std::map<Handle, Address> connecting_;  // the peers of connects in progress
  std::string pending_;
  milliseconds wait_at_end_{1000};
  bool failed_ = false;  // true: the file could not be written, and this was reported
};

}  // namespace chatlab
