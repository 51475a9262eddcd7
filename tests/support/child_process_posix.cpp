// Child processes on POSIX: pipes, fork(2), execve(2), waitpid(2), kill(2).
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "tests/support/child_process.hpp"
#include "tests/support/exec_posix.hpp"

extern char** environ;  // POSIX declares it in no header

namespace chatlab {
namespace {

int checked(int result, const std::string& call) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
  return result;
}

/// Owns a descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close() {
    if (is_open()) ::close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

// Close-on-exec: a child keeps only the copies made with dup2.
Pipe make_pipe() {
  int ends[2] = {-1, -1};
  checked(::pipe(ends), "pipe");
  Pipe made{Descriptor(ends[0]), Descriptor(ends[1])};
  for (const int end : ends) checked(::fcntl(end, F_SETFD, FD_CLOEXEC), "fcntl");
  return made;
}

void make_non_blocking(const Descriptor& descriptor) {
  checked(::fcntl(descriptor.number(), F_SETFL, O_NONBLOCK), "fcntl");
}

Descriptor open_to_read(const std::string& path) {
  return Descriptor(checked(::open(path.c_str(), O_RDONLY | O_CLOEXEC), "open " + path));
}

std::vector<std::string> environment_with(const std::vector<std::string>& variables) {
  std::vector<std::string> all = variables;
  for (char** inherited = environ; *inherited != nullptr; ++inherited) {
    const std::string variable = *inherited;
    const std::string name = variable.substr(0, variable.find('=') + 1);
    const bool is_given = std::any_of(
        variables.begin(), variables.end(),
        [&name](const std::string& given) { return given.compare(0, name.size(), name) == 0; });
    if (!is_given) all.push_back(variable);
  }
  return all;
}

// Runs in the child between fork and exec: only calls that are safe in a signal handler,
// signal-safety(7).
[[noreturn]] void become(char* const* command, char* const* environment, int input, int output,
                         int errors) {
  if (input < 0) {
    ::close(STDIN_FILENO);
  } else {
    ::dup2(input, STDIN_FILENO);
  }
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  restore_signals();
  ::execve(command[0], command, environment);
  ::_exit(127);
}

// Reads what is available now, up to a limit, since a program may write endlessly.
void read_into(std::string& text, Descriptor& descriptor) {
  char buffer[16 * 1024];
  for (int reads = 0; reads < 64 && descriptor.is_open(); ++reads) {
    const ssize_t count = ::read(descriptor.number(), buffer, sizeof buffer);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) return descriptor.close();
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

struct ChildProcess::State {
  pid_t process = -1;
  int status = -1;  // see exit_status()
  Descriptor input;
  Descriptor output;
  Descriptor errors;
  std::string to_write;
  bool input_ends = false;

  void write();
  void note_end();
  void signal(int number) const;
};

std::string program_path(const std::string& name) {
  const char* folder = std::getenv("CHATLAB_PROGRAMS");
  return std::string(folder == nullptr ? "build" : folder) + '/' + name;
}

ChildProcess::ChildProcess(const std::string& name, const std::vector<std::string>& arguments,
                           const Setting& setting)
    : command_(name), state_(std::make_unique<State>()) {
  for (const std::string& argument : arguments) command_ += ' ' + argument;
  std::vector<std::string> words = {program_path(name)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_with(setting.variables);
  const std::vector<char*> word_pointers = pointers_to(words);
  const std::vector<char*> environment_pointers = pointers_to(environment);

  Pipe input;
  if (setting.input == Input::pipe) input = make_pipe();
  if (setting.input == Input::file) input.read = open_to_read(setting.input_file);
  if (setting.input == Input::null_device) input.read = open_to_read("/dev/null");
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  state_->process = checked(::fork(), "fork");
  if (state_->process == 0) {
    become(word_pointers.data(), environment_pointers.data(), input.read.number(),
           output.write.number(), errors.write.number());
  }
  state_->input = std::move(input.write);
  state_->output = std::move(output.read);
  state_->errors = std::move(errors.read);
  if (state_->input.is_open()) make_non_blocking(state_->input);
  make_non_blocking(state_->output);
  make_non_blocking(state_->errors);
}

ChildProcess::~ChildProcess() {
  if (state_->status >= 0) return;
  ::kill(state_->process, SIGKILL);
  ::waitpid(state_->process, nullptr, 0);
}

void ChildProcess::write(std::string_view text) {
  state_->to_write += text;
  state_->write();
}

void ChildProcess::end_input() {
  state_->input_ends = true;
  state_->write();
}

void ChildProcess::close_output() {
  state_->output.close();
}

void ChildProcess::interrupt() {
  state_->signal(SIGINT);
}

void ChildProcess::terminate() {
  state_->signal(SIGTERM);
}

void ChildProcess::kill() {
  state_->signal(SIGKILL);
}

void ChildProcess::send_user_signal() {
  state_->signal(SIGUSR1);
}

void ChildProcess::suspend() {
  state_->signal(SIGSTOP);
}

void ChildProcess::resume() {
  state_->signal(SIGCONT);
}

void ChildProcess::pump() {
  state_->note_end();  // before reading: after the end, its last output is in the pipes
  state_->write();
  if (reads_output) read_into(output_, state_->output);
  read_into(errors_, state_->errors);
}

bool ChildProcess::has_ended() const {
  const bool all_read = !(reads_output && state_->output.is_open()) && !state_->errors.is_open();
  return state_->status >= 0 && all_read;
}

int ChildProcess::exit_status() const {
  return state_->status;
}

std::size_t ChildProcess::unwritten() const {
  return state_->to_write.size();
}

void ChildProcess::State::write() {
  while (!to_write.empty() && input.is_open()) {
    const ssize_t count = ::write(input.number(), to_write.data(), to_write.size());
    if (count < 0 && errno == EAGAIN) return;
    if (count < 0) input.close();  // the pipe has no reader any more
    if (count > 0) to_write.erase(0, static_cast<std::size_t>(count));
  }
  if (input_ends) input.close();
}

void ChildProcess::State::note_end() {
  int ended = 0;
  if (status >= 0 || ::waitpid(process, &ended, WNOHANG) != process) return;
  status = WIFSIGNALED(ended) ? 128 + WTERMSIG(ended) : WEXITSTATUS(ended);
}

void ChildProcess::State::signal(int number) const {
  if (status < 0) checked(::kill(process, number), "kill");
}

}  // namespace chatlab
