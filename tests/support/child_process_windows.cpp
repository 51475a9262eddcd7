// Child processes on Windows: pipes, CreateProcess, Ctrl-Break. MSDN: CreateProcess
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "platform/windows/native.hpp"
#include "platform/windows/utf16.hpp"
#include "tests/support/child_process.hpp"

namespace chatlab {
namespace {

[[noreturn]] void fail(const std::string& call) {
  throw std::system_error(static_cast<int>(GetLastError()), std::system_category(), call);
}

/// Owns a handle.
class OwnedHandle {
 public:
  OwnedHandle() = default;
  explicit OwnedHandle(HANDLE handle) : handle_(handle) {}
  OwnedHandle(OwnedHandle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  OwnedHandle& operator=(OwnedHandle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~OwnedHandle() { close(); }

  HANDLE get() const { return handle_; }
  bool is_open() const { return handle_ != nullptr; }
  void close() {
    if (is_open()) CloseHandle(handle_);
    handle_ = nullptr;
  }

 private:
  HANDLE handle_ = nullptr;
};

struct Pipe {
  OwnedHandle read;
  OwnedHandle write;
};

// MSDN: CreatePipe. The child inherits no handle by default.
Pipe make_pipe() {
  HANDLE read = nullptr;
  HANDLE write = nullptr;
  if (!CreatePipe(&read, &write, nullptr, 64 * 1024)) fail("CreatePipe");
  return {OwnedHandle(read), OwnedHandle(write)};
}

OwnedHandle open_to_read(const std::string& path) {
  const HANDLE opened = CreateFileW(to_utf16(path).c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (opened == INVALID_HANDLE_VALUE) fail("CreateFile " + path);
  return OwnedHandle(opened);
}

HANDLE inherited(const OwnedHandle& handle) {
  if (!handle.is_open()) return nullptr;
  if (!SetHandleInformation(handle.get(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)) {
    fail("SetHandleInformation");
  }
  return handle.get();
}

// Quotes one argument so that the program's main() receives it unchanged: backslashes are doubled
// before a quote only. MSDN: Parsing C command-line arguments
std::wstring quoted(const std::string& word) {
  std::wstring text = L"\"";
  std::size_t backslashes = 0;
  for (const wchar_t character : to_utf16(word)) {
    if (character == L'"') text.append(backslashes + 1, L'\\');
    backslashes = character == L'\\' ? backslashes + 1 : 0;
    text += character;
  }
  return text.append(backslashes, L'\\') + L'"';
}

bool names_same(const std::wstring& a, const std::wstring& b) {
  const std::wstring name = a.substr(0, a.find(L'=', 1));  // there are names like `=C:`
  return _wcsicmp(name.c_str(), b.substr(0, b.find(L'=', 1)).c_str()) == 0;
}

// A zero ends each variable, and another zero ends the list. MSDN: GetEnvironmentStrings
std::wstring environment_with(const std::vector<std::string>& variables) {
  std::wstring block;
  for (const std::string& variable : variables) block += to_utf16(variable) + L'\0';
  wchar_t* const all = GetEnvironmentStringsW();
  for (const wchar_t* at = all; *at != L'\0'; at += wcslen(at) + 1) {
    bool is_given = false;
    for (const std::string& variable : variables) {
      is_given = is_given || names_same(to_utf16(variable), at);
    }
    if (!is_given) block.append(at, wcslen(at) + 1);
  }
  FreeEnvironmentStringsW(all);
  return block + L'\0';
}

// Reads what is available now, up to a limit, since a program may write endlessly.
void read_into(std::string& text, OwnedHandle& pipe) {
  char buffer[16 * 1024];
  for (int reads = 0; reads < 64 && pipe.is_open(); ++reads) {
    DWORD ready = 0;
    if (!PeekNamedPipe(pipe.get(), nullptr, 0, nullptr, &ready, nullptr)) return pipe.close();
    if (ready == 0) return;
    DWORD count = 0;
    const DWORD most = ready < sizeof buffer ? ready : static_cast<DWORD>(sizeof buffer);
    if (!ReadFile(pipe.get(), buffer, most, &count, nullptr)) return pipe.close();
    text.append(buffer, count);
  }
}

/// Writes to a pipe in a thread of its own, since such a write waits for the reader.
class PipeWriter {
 public:
  explicit PipeWriter(OwnedHandle pipe)
      : pipe_(std::move(pipe)), thread_([this] { write_all(); }) {}

  // The reader has ended already, so no write waits for it.
  ~PipeWriter() {
    end();
    thread_.join();
  }

  void write(std::string_view text) {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_ += text;
    changed_.notify_one();
  }

  void end() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
    changed_.notify_one();
  }

  std::size_t unwritten() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return waiting_.size();
  }

 private:
  void write_all() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
      if (waiting_.empty()) break;
      const std::string piece = waiting_.substr(0, 4096);
      lock.unlock();
      DWORD written = 0;
      const bool done =
          WriteFile(pipe_.get(), piece.data(), static_cast<DWORD>(piece.size()), &written, nullptr);
      lock.lock();
      if (!done) break;  // the pipe has no reader any more
      waiting_.erase(0, written);
    }
    pipe_.close();
  }

  OwnedHandle pipe_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  bool ends_ = false;
  std::thread thread_;  // the last member, since it uses the others
};

}  // namespace

struct ChildProcess::State {
  OwnedHandle process;
  DWORD id = 0;
  std::optional<int>
      status;  // set once the program has ended; negative after a crash, such as 0xC0000005
  std::unique_ptr<PipeWriter> input;
  OwnedHandle output;
  OwnedHandle errors;

  void stop() const;
};

std::string program_path(const std::string& name) {
  const char* folder = std::getenv("CHATLAB_PROGRAMS");
  return std::string(folder == nullptr ? "build" : folder) + '/' + name + ".exe";
}

// MSDN: Creating a child process with redirected input and output
ChildProcess::ChildProcess(const std::string& name, const std::vector<std::string>& arguments,
                           const Setting& setting)
    : command_(name), state_(std::make_unique<State>()) {
  for (const std::string& argument : arguments) command_ += ' ' + argument;
  std::wstring command = quoted(program_path(name));
  for (const std::string& argument : arguments) command += L' ' + quoted(argument);
  std::wstring environment = environment_with(setting.variables);

  Pipe input;
  if (setting.input == Input::pipe) input = make_pipe();
  if (setting.input == Input::file) input.read = open_to_read(setting.input_file);
  if (setting.input == Input::null_device) input.read = open_to_read("NUL");
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  STARTUPINFOW startup = {};
  startup.cb = sizeof startup;
  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdInput = inherited(input.read);
  startup.hStdOutput = inherited(output.write);
  startup.hStdError = inherited(errors.write);
  PROCESS_INFORMATION started = {};
  // A process group of its own, so that Ctrl-Break reaches the program and not the test.
  const DWORD flags = CREATE_NEW_PROCESS_GROUP | CREATE_UNICODE_ENVIRONMENT;
  if (!CreateProcessW(to_utf16(program_path(name)).c_str(), &command[0], nullptr, nullptr, TRUE,
                      flags, &environment[0], nullptr, &startup, &started)) {
    fail("CreateProcess " + program_path(name));
  }
  CloseHandle(started.hThread);
  state_->process = OwnedHandle(started.hProcess);
  state_->id = started.dwProcessId;
  if (input.write.is_open()) state_->input = std::make_unique<PipeWriter>(std::move(input.write));
  state_->output = std::move(output.read);
  state_->errors = std::move(errors.read);
}

ChildProcess::~ChildProcess() {
  TerminateProcess(state_->process.get(), 1);
  WaitForSingleObject(state_->process.get(), INFINITE);
}

void ChildProcess::write(std::string_view text) {
  if (state_->input != nullptr) state_->input->write(text);
}

void ChildProcess::end_input() {
  if (state_->input != nullptr) state_->input->end();
}

void ChildProcess::close_output() {
  state_->output.close();
}

void ChildProcess::interrupt() {
  state_->stop();
}

void ChildProcess::terminate() {
  state_->stop();
}

void ChildProcess::kill() {
  TerminateProcess(state_->process.get(), 1);
}

void ChildProcess::send_user_signal() {
  throw std::logic_error("Windows has no SIGUSR1");
}

void ChildProcess::pump() {
  // Before reading: after the end, its last output is in the pipes.
  DWORD status = STILL_ACTIVE;
  const bool ended = WaitForSingleObject(state_->process.get(), 0) == WAIT_OBJECT_0;
  if (ended && GetExitCodeProcess(state_->process.get(), &status)) {
    state_->status = static_cast<int>(status);
  }
  if (reads_output) read_into(output_, state_->output);
  read_into(errors_, state_->errors);
}

bool ChildProcess::has_ended() const {
  const bool all_read = !(reads_output && state_->output.is_open()) && !state_->errors.is_open();
  return state_->status && all_read;
}

int ChildProcess::exit_status() const {
  return state_->status.value_or(-1);
}

std::size_t ChildProcess::unwritten() const {
  return state_->input == nullptr ? 0 : state_->input->unwritten();
}

// MSDN: GenerateConsoleCtrlEvent
void ChildProcess::State::stop() const {
  if (!status && !GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, id)) {
    fail("GenerateConsoleCtrlEvent");
  }
}

}  // namespace chatlab
