#include "platform/terminal.hpp"

#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "platform/posix/native.hpp"
#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

// What the signal handlers below can reach. tcsetattr, signal, raise and write may be called there:
// signal-safety(7).
termios before_mode = {};
termios raw_mode = {};
volatile sig_atomic_t notify_end = -1;
volatile sig_atomic_t screen = -1;  // the terminal once more, non-blocking: see erase_row()

constexpr int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGQUIT};

void notify() {
  const char byte = 0;
  const auto ignored = ::write(notify_end, &byte, 1);
  static_cast<void>(ignored);
}

// Must not wait: a terminal that nobody reads would keep the process from stopping, or from ending.
void erase_row() {
  const char erase[] = "\r\33[K";
  const auto ignored = ::write(screen, erase, sizeof erase - 1);
  static_cast<void>(ignored);
}

// From the background, setting the mode would stop the process (SIGTTOU).
bool in_foreground() {
  return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

extern "C" void on_size_change(int) {
  const int interrupted = errno;
  notify();
  errno = interrupted;
}

// Ctrl-Z: gives the terminal back as it was, and stops as the signal would have without us.
extern "C" void on_suspend(int) {
  const int interrupted = errno;
  erase_row();
  tcsetattr(STDIN_FILENO, TCSANOW, &before_mode);
  struct sigaction by_default = {};
  by_default.sa_handler = SIG_DFL;
  struct sigaction ours = {};
  sigaction(SIGTSTP, &by_default, &ours);
  sigset_t only_this;
  sigemptyset(&only_this);
  sigaddset(&only_this, SIGTSTP);
  raise(SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &only_this, nullptr);  // here it stops, until SIGCONT
  sigaction(SIGTSTP, &ours, nullptr);
  errno = interrupted;
}

extern "C" void on_continue(int) {
  const int interrupted = errno;
  if (in_foreground()) tcsetattr(STDIN_FILENO, TCSANOW, &raw_mode);
  notify();
  errno = interrupted;
}

// A crash: SA_RESETHAND has restored the default action, which now ends the process.
extern "C" void on_crash(int signal_number) {
  erase_row();
  tcsetattr(STDIN_FILENO, TCSANOW, &before_mode);
  raise(signal_number);
}

void install_handler(int signal_number, void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal_number, &action, nullptr);
}

}  // namespace

struct Terminal::State {
  int ends[2] = {-1, -1};
};

bool Terminal::is_usable() {
  return isatty(STDIN_FILENO) == 1 && standard_output_is_terminal();
}

Terminal::Terminal() : state_(std::make_unique<State>()) {
  if (::pipe(state_->ends) != 0) throw std::system_error(last_error(), "pipe");
  prepare_descriptor(state_->ends[0]);
  prepare_descriptor(state_->ends[1]);
  notify_end = state_->ends[1];
  screen = reopen_terminal(STDOUT_FILENO);

  tcgetattr(STDIN_FILENO, &before_mode);
  raw_mode = before_mode;
  raw_mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | IEXTEN);
  raw_mode.c_lflag |= NOFLSH;  // Ctrl-Z must not swallow what was typed just before it
  raw_mode.c_cc[VMIN] = 1;
  raw_mode.c_cc[VTIME] = 0;
  install_handler(SIGWINCH, on_size_change, SA_RESTART);
  install_handler(SIGTSTP, on_suspend, SA_RESTART);
  install_handler(SIGCONT, on_continue, SA_RESTART);
  for (const int fatal : fatal_signals)
    install_handler(fatal, on_crash, static_cast<int>(SA_RESETHAND));
  if (in_foreground()) tcsetattr(STDIN_FILENO, TCSANOW, &raw_mode);
}

Terminal::~Terminal() {
  if (in_foreground()) tcsetattr(STDIN_FILENO, TCSANOW, &before_mode);
  for (const int ours : {SIGWINCH, SIGTSTP, SIGCONT}) install_handler(ours, SIG_DFL, 0);
  for (const int fatal : fatal_signals) install_handler(fatal, SIG_DFL, 0);
  notify_end = -1;
  if (screen >= 0) ::close(screen);
  screen = -1;
  ::close(state_->ends[0]);
  ::close(state_->ends[1]);
}

std::size_t Terminal::columns() const {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

Handle Terminal::handle() const {
  return state_->ends[0];
}

void Terminal::drain() {
  char bytes[64];
  while (::read(state_->ends[0], bytes, sizeof bytes) > 0) continue;
}

}  // namespace chatlab
