#include "platform/standard_input.hpp"

#include <process.h>

#include <atomic>
#include <cerrno>
#include <string>

#include "platform/windows/native.hpp"
#include "platform/windows/socket_pair.hpp"
#include "platform/windows/utf16.hpp"

namespace chatlab {
namespace {

// What Ctrl-Z types. At the start of a line it ends the input of a console.
constexpr wchar_t end_of_input = L'\x1a';

bool is_first_of_two(wchar_t unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}

// Reads the real standard input, waiting as long as it takes, and sends what it reads to the socket
// that the reactor waits for. It runs in a thread of its own, the only one besides main's.
//
// What main does not read fills the socket's buffers, and then send() waits too: no more is read
// ahead than fits there.
class Feeder {
 public:
  Feeder(HANDLE input, bool console, StreamSocket socket)
      : input_(input), console_(console), socket_(std::move(socket)) {
    set_blocking(to_socket(socket_.handle()), true);
  }

  void run();
  void stop() { stopped_ = true; }

 private:
  bool read_console();
  bool read_file();
  bool send();

  HANDLE input_;
  bool console_;
  StreamSocket socket_;
  std::string bytes_;   // read and not sent yet
  std::wstring units_;  // read from the console and not converted yet
  bool at_line_start_ = true;
  std::atomic<bool> stopped_{false};
};

void Feeder::run() {
  while (!stopped_ && (console_ ? read_console() : read_file()) && send()) continue;
  socket_.shutdown_send();
}

// A console's ReadFile would give the user's code page; ReadConsoleW gives what was typed. It
// returns with nothing where Ctrl-C cut it short. False at the end of input. MSDN: ReadConsole
bool Feeder::read_console() {
  wchar_t buffer[4096];
  DWORD count = 0;
  if (ReadConsoleW(input_, buffer, 4096, &count, nullptr) == 0) return false;
  if (count == 0) return true;
  if (at_line_start_ && buffer[0] == end_of_input) return false;
  at_line_start_ = buffer[count - 1] == L'\n';
  units_.append(buffer, count);
  const std::size_t half = is_first_of_two(units_.back()) ? 1 : 0;  // its other half is to come
  bytes_ = to_utf8({units_.data(), units_.size() - half});
  units_.erase(0, units_.size() - half);
  return true;
}

// False at the end of input, and where there is none to read. MSDN: ReadFile
bool Feeder::read_file() {
  bytes_.resize(4096);
  DWORD count = 0;
  const bool failed = ReadFile(input_, bytes_.data(), 4096, &count, nullptr) == 0;
  bytes_.resize(count);
  if (failed) return false;
  // Nothing is the end of a file; but a pipe's writer may have written nothing, and still be there.
  return count > 0 || PeekNamedPipe(input_, nullptr, 0, nullptr, nullptr, nullptr) != 0;
}

bool Feeder::send() {
  std::size_t sent = 0;
  while (sent < bytes_.size()) {
    const IoResult result = socket_.send(bytes_.data() + sent, bytes_.size() - sent);
    if (result.status != IoStatus::done) return false;
    sent += result.bytes;
  }
  return true;
}

// The thread holds the feeder together with its owner, and may outlive that.
unsigned __stdcall run_feeder(void* argument) {
  const std::unique_ptr<std::shared_ptr<Feeder>> feeder(
      static_cast<std::shared_ptr<Feeder>*>(argument));
  (*feeder)->run();
  return 0;
}

HANDLE start_thread(const std::shared_ptr<Feeder>& feeder) {
  auto argument = std::make_unique<std::shared_ptr<Feeder>>(feeder);
  const auto thread = _beginthreadex(nullptr, 0, run_feeder, argument.get(), 0, nullptr);
  if (thread == 0) throw std::system_error(errno, std::generic_category(), "_beginthreadex");
  argument.release();  // the thread's now
  return reinterpret_cast<HANDLE>(thread);
}

}  // namespace

struct StandardInput::Source {
  bool terminal = false;
  StreamSocket socket;
  std::shared_ptr<Feeder> feeder;
  HANDLE thread = nullptr;
};

StandardInput::StandardInput() : source_(std::make_unique<Source>()) {
  const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  DWORD mode = 0;
  // Asked before the thread begins: calls on one file wait for each other. MSDN: GetConsoleMode
  source_->terminal = GetConsoleMode(input, &mode) != 0;
  SocketPair pair = make_socket_pair();
  source_->socket = std::move(pair.reading);
  source_->feeder = std::make_shared<Feeder>(input, source_->terminal, std::move(pair.writing));
  source_->thread = start_thread(source_->feeder);
}

// The thread may be waiting for input that never comes. Its wait is cut short, again and again
// since it may be just about to begin; but not every device lets itself be cut short, so after a
// moment the thread is left to itself, and ends with the process. MSDN: CancelSynchronousIo
StandardInput::~StandardInput() {
  source_->feeder->stop();
  source_->socket.close();  // where it waits for room to send, that fails now
  for (int attempt = 0; attempt < 25; ++attempt) {
    CancelSynchronousIo(source_->thread);
    if (WaitForSingleObject(source_->thread, 10) == WAIT_OBJECT_0) break;
  }
  CloseHandle(source_->thread);
}

Handle StandardInput::handle() const {
  return source_->socket.handle();
}

bool StandardInput::is_terminal() const {
  return source_->terminal;
}

IoResult StandardInput::read(char* buffer, std::size_t size) {
  const IoResult result = source_->socket.receive(buffer, size);
  return result.status == IoStatus::error ? IoResult::closed() : result;
}

}  // namespace chatlab
