// Standard output on Windows: UTF-16 to a console, bytes to anything else.
#include "platform/standard_output.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

#include "platform/windows/native.hpp"
#include "platform/windows/utf16.hpp"

namespace chatlab {
namespace {

// The most bytes per call: a console refuses more than 64 KiB. MSDN: WriteConsole
constexpr std::size_t most_bytes_a_write = 16 * 1024;

// The size in bytes of a character that begins with `first`; 1 if none does. RFC 3629 section 3
std::size_t size_of_character(unsigned char first) {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  if (first >= 0xc0) return 2;
  return 1;
}

// The number of bytes that form whole UTF-8 characters: all but an incomplete last character. All
// bytes if they contain nothing but an incomplete character.
std::size_t whole_characters(const char* bytes, std::size_t size) {
  for (std::size_t back = 1; back < std::min<std::size_t>(size, 4); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[size - back]);
    if (byte >= 0x80 && byte < 0xc0)
      continue;  // within a character: its first byte is further back
    return size_of_character(byte) > back ? size - back : size;
  }
  return size;
}

// A console garbles UTF-8 if a write ends within a character, and an old one always does; UTF-16
// works everywhere. MSDN: WriteConsole
IoResult write_to_console(HANDLE console, const char* bytes, std::size_t size) {
  const std::size_t whole = whole_characters(bytes, size);
  const std::wstring text = to_utf16({bytes, whole});
  std::size_t written = 0;
  while (written < text.size()) {
    DWORD count = 0;
    const DWORD left = static_cast<DWORD>(text.size() - written);
    if (WriteConsoleW(console, text.data() + written, left, &count, nullptr) == 0) {
      return IoResult::failed(last_error());
    }
    written += count;
  }
  return IoResult::done(whole);
}

IoResult write_to_file(HANDLE file, const char* bytes, std::size_t size) {
  DWORD count = 0;
  if (WriteFile(file, bytes, static_cast<DWORD>(size), &count, nullptr) == 0) {
    return IoResult::failed(last_error());
  }
  if (count == 0 && size > 0) return IoResult::would_block();  // a full pipe with PIPE_NOWAIT
  return IoResult::done(count);
}

}  // namespace

// The handle is looked up at each use: a redirection within the process, for example by _dup2,
// closes the old handle, and another object may get its number. MSDN: GetStdHandle
struct StandardOutput::State {
  DWORD stream = 0;
  HANDLE file = nullptr;  // if set, the file that was opened here

  HANDLE handle() const { return file != nullptr ? file : GetStdHandle(stream); }
};

StandardOutput::StandardOutput(Stream stream) : state_(std::make_unique<State>()) {
  state_->stream = stream == Stream::output ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE;
  handle_ = stream == Stream::output ? 1 : 2;
}

// Other programs may read the file while it grows. MSDN: CreateFile
StandardOutput::StandardOutput(const std::string& file) : state_(std::make_unique<State>()) {
  state_->file = CreateFileW(to_utf16(file).c_str(), GENERIC_WRITE,
                             FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                             CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (state_->file != INVALID_HANDLE_VALUE) return;
  throw std::system_error(last_error(), "open " + file);
}

StandardOutput::~StandardOutput() {
  if (state_->file != nullptr) CloseHandle(state_->file);
}

IoResult StandardOutput::write_now(const char* bytes, std::size_t size) {
  size = std::min(size, most_bytes_a_write);
  if (is_console(state_->handle())) return write_to_console(state_->handle(), bytes, size);
  return write_to_file(state_->handle(), bytes, size);
}

bool StandardOutput::write_all(const char* bytes, std::size_t size, milliseconds limit) {
  const TimePoint deadline = now() + limit;
  while (size > 0) {
    const IoResult result = write(bytes, size);
    if (result.status == IoStatus::error) return false;
    if (result.status == IoStatus::would_block) {
      if (now() >= deadline) return false;
      Sleep(1);
    }
    bytes += result.bytes;
    size -= result.bytes;
  }
  return true;
}

// MSDN: GetConsoleScreenBufferInfo
std::size_t StandardOutput::columns() const {
  CONSOLE_SCREEN_BUFFER_INFO info = {};
  if (!is_console(state_->handle())) return 0;
  if (GetConsoleScreenBufferInfo(state_->handle(), &info) == 0) return 80;
  return static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1);
}

bool standard_output_is_terminal() {
  const char* kind = std::getenv("TERM");
  const bool is_dumb = kind != nullptr && std::strcmp(kind, "dumb") == 0;
  return is_console(GetStdHandle(STD_OUTPUT_HANDLE)) && !is_dumb;
}

}  // namespace chatlab
