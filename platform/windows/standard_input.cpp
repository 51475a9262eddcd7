// Standard input on Windows: the end of a socket pair that the feeder's thread writes to.
#include "platform/standard_input.hpp"

#include <utility>

#include "platform/call_observer.hpp"
#include "platform/windows/feeder.hpp"
#include "platform/windows/native.hpp"
#include "platform/windows/socket_pair.hpp"

namespace chatlab {

bool standard_input_is_console() {
  static const bool console = is_console(GetStdHandle(STD_INPUT_HANDLE));
  return console;
}

struct StandardInput::Source {
  TcpSocket socket;
  std::shared_ptr<Feeder> feeder;
  HANDLE thread = nullptr;
};

StandardInput::StandardInput() : source_(std::make_unique<Source>()) {
  SocketPair pair = make_socket_pair();
  source_->socket = std::move(pair.reading);
  source_->feeder = std::make_shared<Feeder>(GetStdHandle(STD_INPUT_HANDLE),
                                             standard_input_is_console(), std::move(pair.writing));
  source_->thread = start_thread(source_->feeder);
}

// The thread may wait for input that never comes. Its read is cancelled repeatedly, since the
// thread may be about to begin one. Not every device supports cancelling, so after a quarter of a
// second the thread is abandoned, and ends with the process. MSDN: CancelSynchronousIo
StandardInput::~StandardInput() {
  source_->feeder->stop();
  source_->socket.close();  // a send that waits for room now fails
  for (int attempt = 0; attempt < 25; ++attempt) {
    CancelSynchronousIo(source_->thread);
    if (WaitForSingleObject(source_->thread, 10) == WAIT_OBJECT_0) break;
  }
  CloseHandle(source_->thread);
}

Handle StandardInput::handle() const {
  return source_->socket.handle();
}

IoResult StandardInput::read_now(char* buffer, std::size_t size) {
  const Unobserved reported_by_read;
  const IoResult result = source_->socket.receive(buffer, size);
  return result.status == IoStatus::error ? IoResult::closed() : result;
}

bool StandardInput::is_terminal() const {
  return standard_input_is_console();
}

// MSDN: FlushConsoleInputBuffer
void StandardInput::discard() {
  if (standard_input_is_console()) FlushConsoleInputBuffer(GetStdHandle(STD_INPUT_HANDLE));
}

}  // namespace chatlab
