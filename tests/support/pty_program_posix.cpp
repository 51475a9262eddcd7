// Opens a pseudo-terminal, starts a program in it, and passes bytes in both directions.
#include "tests/support/pty_program_posix.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "tests/support/exec_posix.hpp"

extern char** environ;  // POSIX declares it in no header

namespace chatlab {
namespace {

// How often a condition is checked if there is no output.
constexpr milliseconds slice{5};

int checked(int result, const char* call) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
  return result;
}

std::string name_of(const std::string& variable) {
  return variable.substr(0, variable.find('='));
}

// True if `variables` has a variable of this name.
bool names(const std::vector<std::string>& variables, const std::string& name) {
  return std::any_of(variables.begin(), variables.end(),
                     [&](const std::string& variable) { return name_of(variable) == name; });
}

std::vector<std::string> environment_with(const std::vector<std::string>& variables) {
  const std::vector<std::string> own = {"TERM=xterm", "COLUMNS", "LINES", "NO_COLOR"};
  std::vector<std::string> all = variables;
  if (!names(variables, "TERM")) all.push_back(own[0]);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string name = name_of(*variable);
    if (!names(own, name) && !names(variables, name)) all.push_back(*variable);
  }
  return all;
}

void set_window_size(int terminal, std::size_t rows, std::size_t columns) {
  winsize size = {};
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  checked(::ioctl(terminal, TIOCSWINSZ, &size), "ioctl TIOCSWINSZ");
}

// Runs in the child between fork and exec: only calls that are safe in a signal handler,
// signal-safety(7).
[[noreturn]] void become(char* const* command, char* const* environment, int terminal) {
  ::setsid();
  ::ioctl(terminal, TIOCSCTTY, 0);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(terminal, standard);
  }
  restore_signals();
  environ = const_cast<char**>(environment);
  ::execvp(command[0], command);
  ::_exit(127);
}

std::string in_words(const termios& modes) {
  // PENDIN is a state of the kernel, not a setting.
  std::string text = std::to_string(modes.c_iflag) + ":" + std::to_string(modes.c_oflag) + ":" +
                     std::to_string(modes.c_cflag) + ":" +
                     std::to_string(modes.c_lflag & ~static_cast<tcflag_t>(PENDIN));
  for (const cc_t character : modes.c_cc) text += ":" + std::to_string(character);
  return text;
}

}  // namespace

PtyProgram::PtyProgram(const std::vector<std::string>& command, std::size_t rows,
                       std::size_t columns, const std::vector<std::string>& variables)
    : screen_(rows, columns) {
  std::vector<std::string> words = command;
  std::vector<std::string> environment = environment_with(variables);
  const std::vector<char*> word_pointers = pointers_to(words);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  keyboard_ = checked(::posix_openpt(O_RDWR | O_NOCTTY), "posix_openpt");
  checked(::grantpt(keyboard_), "grantpt");
  checked(::unlockpt(keyboard_), "unlockpt");
  checked(::fcntl(keyboard_, F_SETFD, FD_CLOEXEC), "fcntl");
  checked(::fcntl(keyboard_, F_SETFL, O_NONBLOCK), "fcntl");
  terminal_ = checked(::open(::ptsname(keyboard_), O_RDWR | O_NOCTTY | O_CLOEXEC), "open");
  set_window_size(terminal_, rows, columns);
  process_ = checked(::fork(), "fork");
  if (process_ == 0) become(word_pointers.data(), environment_pointers.data(), terminal_);
}

PtyProgram::~PtyProgram() {
  if (!has_ended()) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  ::close(terminal_);
  ::close(keyboard_);
}

void PtyProgram::type(std::string_view bytes) {
  untyped_ += bytes;
  read_and_write();
}

bool PtyProgram::wait_for_screen(const std::function<bool(const Screen&)>& is_right,
                                 milliseconds limit) {
  return wait_until([&] { return is_right(screen_); }, limit);
}

bool PtyProgram::wait_for_screen(std::string_view text, milliseconds limit) {
  return wait_until([&] { return screen_.text().find(text) != std::string::npos; }, limit);
}

bool PtyProgram::wait_until(const std::function<bool()>& condition, milliseconds limit) {
  const TimePoint end = now() + limit;
  for (;;) {
    read_and_write();
    if (condition()) return true;
    if (now() >= end) return false;
    pollfd waiting = {keyboard_, static_cast<short>(reads_screen ? POLLIN : 0), 0};
    if (!untyped_.empty()) waiting.events |= POLLOUT;
    ::poll(&waiting, 1, static_cast<int>(slice.count()));
  }
}

// Writes and reads alternately without waiting: a program that can't write does not read either,
// and it may take a pause in a paste for its end. Up to a limit, since a program may write
// endlessly.
void PtyProgram::read_and_write() {
  for (int rounds = 0; rounds < 256; ++rounds) {
    write_untyped();
    if (!reads_screen || !read_screen()) return;
  }
}

void PtyProgram::write_untyped() {
  if (untyped_.empty()) return;
  const ssize_t written = ::write(keyboard_, untyped_.data(), untyped_.size());
  if (written > 0) untyped_.erase(0, static_cast<std::size_t>(written));
}

bool PtyProgram::read_screen() {
  char buffer[4096];
  const ssize_t count = ::read(keyboard_, buffer, sizeof buffer);
  if (count <= 0) return false;
  const std::string_view bytes(buffer, static_cast<std::size_t>(count));
  output_ += bytes;
  screen_.feed(bytes);
  return true;
}

// First processes what the program wrote for the old size.
void PtyProgram::resize(std::size_t rows, std::size_t columns) {
  read_and_write();
  screen_.resize(rows, columns);
  set_window_size(keyboard_, rows, columns);
}

std::string PtyProgram::stty() const {
  termios modes = {};
  checked(::tcgetattr(terminal_, &modes), "tcgetattr");
  return in_words(modes);
}

void PtyProgram::signal(int number) {
  if (!has_ended()) checked(::kill(process_, number), "kill");
}

int PtyProgram::wait_exit(milliseconds limit) {
  wait_until([&] { return has_ended(); }, limit);
  read_and_write();  // what it wrote at the end
  return status_;
}

bool PtyProgram::has_ended() {
  if (status_ >= 0) return true;
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) != process_) return false;
  status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return true;
}

}  // namespace chatlab
