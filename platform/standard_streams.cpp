// The part of standard input, standard output and the stop signal that is the same on all systems:
// it reports each call to the observer. The system calls are made by the functions whose names end
// in `_now`, in posix/ and windows/.
#include "platform/call_observer.hpp"
#include "platform/standard_input.hpp"
#include "platform/standard_output.hpp"
#include "platform/stop_signal.hpp"

namespace chatlab {
IoResult StandardInput::read(char* buffer, std::size_t size) {
  const IoResult result = read_now(buffer, size);
  tell_observer({Call::read_input, handle(), size, result, transferred(buffer, result)});
  return result;
}

IoResult StandardOutput::write(const char* bytes, std::size_t size) {
  const IoResult result = write_now(bytes, size);
  tell_observer({Call::write_output, handle_, size, result, transferred(bytes, result)});
  return result;
}

bool StopSignal::drain() {
  const bool arrived = drain_now();
  tell_observer(
      {Call::read_signal, handle(), 0, arrived ? IoResult::done(1) : IoResult::would_block()});
  return arrived;
}

}  // namespace chatlab
