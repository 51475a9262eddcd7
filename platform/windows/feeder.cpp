// Reads the real standard input with blocking calls, in a thread of its own.
#include "platform/windows/feeder.hpp"

#include <process.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "platform/windows/utf16.hpp"

namespace chatlab {
namespace {

// The character of Ctrl-Z. At the start of a line it ends a console's input.
constexpr wchar_t end_of_input = L'\x1a';

bool is_first_of_two(wchar_t unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}

bool reads_lines(HANDLE console) {
  DWORD mode = 0;
  return GetConsoleMode(console, &mode) != 0 && (mode & ENABLE_LINE_INPUT) != 0;
}

// The thread shares the feeder with its owner and may outlive the owner.
unsigned __stdcall run_feeder(void* argument) {
  const std::unique_ptr<std::shared_ptr<Feeder>> feeder(
      static_cast<std::shared_ptr<Feeder>*>(argument));
  (*feeder)->run();
  return 0;
}

}  // namespace

Feeder::Feeder(HANDLE input, bool console, TcpSocket socket)
    : input_(input), console_(console), socket_(std::move(socket)) {
  set_blocking(to_socket(socket_.handle()), true);
}

Feeder::~Feeder() {
  CloseHandle(stop_);
}

void Feeder::run() {
  while (!is_stopped() && (console_ ? read_console() : read_file()) && send()) continue;
  socket_.shutdown_send();
}

// ReadConsole keeps the console mode that was set when it was called, and can't be cancelled
// without losing a line. So it is called only once there is a key to read: until then the mode may
// change, and the program may end. Returns false if it ends. MSDN: Low-Level Console Input
// Functions
bool Feeder::wait_for_key() {
  const HANDLE either[] = {stop_, input_};
  while (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) {
    INPUT_RECORD next = {};
    DWORD count = 0;
    if (PeekConsoleInputW(input_, &next, 1, &count) == 0) return false;
    if (count == 0) continue;
    if (next.EventType == KEY_EVENT && next.Event.KeyEvent.bKeyDown != 0) return true;
    ReadConsoleInputW(input_, &next, 1, &count);  // a key release, a mouse move
  }
  return false;
}

// ReadFile on a console converts to the user's code page; ReadConsoleW returns what was typed, or
// nothing if Ctrl-C interrupted it. Returns false at end of input. MSDN: ReadConsole
bool Feeder::read_console() {
  bytes_.clear();
  if (!within_line_ && !wait_for_key()) return false;
  const bool lines = reads_lines(input_);
  wchar_t buffer[4096];
  DWORD count = 0;
  if (ReadConsoleW(input_, buffer, 4096, &count, nullptr) == 0) return false;
  if (count == 0) return true;
  if (lines && !within_line_ && buffer[0] == end_of_input) return false;
  within_line_ = lines && buffer[count - 1] != L'\n';
  units_.append(buffer, count);
  const std::size_t half = is_first_of_two(units_.back()) ? 1 : 0;  // its other half follows
  bytes_ = to_utf8({units_.data(), units_.size() - half});
  units_.erase(0, units_.size() - half);
  return true;
}

// Returns false at end of input, or if there is no input. MSDN: ReadFile
bool Feeder::read_file() {
  bytes_.resize(4096);
  DWORD count = 0;
  const bool failed = ReadFile(input_, bytes_.data(), 4096, &count, nullptr) == 0;
  bytes_.resize(count);
  if (failed) return false;
  // No bytes mean end of file; but on a pipe they may also be an empty write of a live writer.
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

HANDLE start_thread(const std::shared_ptr<Feeder>& feeder) {
  auto argument = std::make_unique<std::shared_ptr<Feeder>>(feeder);
  const auto thread = _beginthreadex(nullptr, 0, run_feeder, argument.get(), 0, nullptr);
  if (thread == 0) throw std::system_error(errno, std::generic_category(), "_beginthreadex");
  argument.release();  // now owned by the thread
  return reinterpret_cast<HANDLE>(thread);
}

}  // namespace chatlab
