// The terminal in character mode on POSIX, restored by signal handlers. termios(3)
#include "platform/terminal.hpp"

#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "platform/posix/native.hpp"
#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

// Global for the signal handlers below, which may call tcsetattr, signal, raise and write:
// signal-safety(7).
termios before_mode = {};
termios raw_mode = {};
volatile sig_atomic_t notify_end = -1;
volatile sig_atomic_t screen = -1;  // the terminal opened again, non-blocking: see erase_row()

constexpr int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGQUIT};

void notify() {
  const char byte = 0;
  const auto ignored = ::write(notify_end, &byte, 1);
  static_cast<void>(ignored);
}

// Must not wait: a stopped terminal would keep the process from being suspended or ending.
void erase_row() {
  const char erase[] = "\r\33[K";
  const auto ignored = ::write(screen, erase, sizeof erase - 1);
  static_cast<void>(ignored);
}

// In the background, setting the mode would stop the process (SIGTTOU).
bool in_foreground() {
  return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

extern "C" void on_size_change(int) {
  const int interrupted = errno;
  notify();
  errno = interrupted;
}

// Ctrl-Z: restores the terminal, then stops by the signal's default action.
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
  sigprocmask(SIG_UNBLOCK, &only_this, nullptr);  // stops here until SIGCONT
  sigaction(SIGTSTP, &ours, nullptr);
  errno = interrupted;
}

extern "C" void on_continue(int) {
  const int interrupted = errno;
  if (in_foreground()) tcsetattr(STDIN_FILENO, TCSANOW, &raw_mode);
  notify();
  errno = interrupted;
}

// After a crash: SA_RESETHAND has restored the default action, which now ends the process.
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
  raw_mode.c_lflag |= NOFLSH;  // Ctrl-Z must not discard what was typed just before it
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
