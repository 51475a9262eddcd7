// The terminal in character mode on POSIX: sets the mode, and restores it from signal handlers if
// the process is suspended or crashes. termios(3)
#include "platform/terminal.hpp"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include "platform/opened_handle.hpp"
#include "platform/posix/native.hpp"
#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

// Global for the signal handlers below, which may call tcgetpgrp, tcsetattr, signal, raise and
// write: signal-safety(7).
termios before_mode = {};
termios raw_mode = {};
volatile sig_atomic_t is_raw = 0;
volatile sig_atomic_t notify_end = -1;
volatile sig_atomic_t screen = -1;  // the terminal opened again, non-blocking: see erase_row()

constexpr int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGQUIT};

void notify() {
  const char byte = 0;
  const auto ignored = ::write(notify_end, &byte, 1);  // a full pipe is readable already
  static_cast<void>(ignored);
}

// Must not wait: a stopped terminal would keep the process from being suspended or ending.
void erase_row() {
  const char erase[] = "\r\33[K\33[?2004l";
  const auto ignored = ::write(screen, erase, sizeof erase - 1);
  static_cast<void>(ignored);
}

// From the background, setting the mode would stop the process (SIGTTOU).
void give_back() {
  if (is_raw != 0 && !is_in_background()) {
    erase_row();
    tcsetattr(STDIN_FILENO, TCSANOW, &before_mode);
  }
  is_raw = 0;
}

extern "C" void on_size_change(int) {
  const int interrupted = errno;
  notify();
  errno = interrupted;
}

// Ctrl-Z: restores the terminal, then stops by the signal's default action.
extern "C" void on_suspend(int) {
  const int interrupted = errno;
  give_back();
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

// After SIGSTOP, which can't be caught, the shell has set its own modes.
extern "C" void on_continue(int) {
  const int interrupted = errno;
  is_raw = 0;
  notify();
  errno = interrupted;
}

// After a crash: SA_RESETHAND has restored the default action, which now ends the process.
extern "C" void on_crash(int signal_number) {
  give_back();
  raise(signal_number);
}

void install_handler(int signal_number, void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal_number, &action, nullptr);
}

}  // namespace

bool is_in_background() {
  const pid_t foreground = tcgetpgrp(STDIN_FILENO);
  return foreground >= 0 && foreground != getpgrp();
}

struct Terminal::State {
  int ends[2] = {-1, -1};
  bool knows_before_mode = false;
};

bool Terminal::is_usable() {
  return isatty(STDIN_FILENO) == 1 && standard_output_is_terminal();
}

Terminal::Terminal() : state_(std::make_unique<State>()) {
  if (::pipe(state_->ends) != 0) throw std::system_error(last_error(), "pipe");
  tell_pipe(state_->ends[0], state_->ends[1]);
  prepare_descriptor(state_->ends[0]);
  prepare_descriptor(state_->ends[1]);
  notify_end = state_->ends[1];
  screen = reopen_terminal(STDOUT_FILENO);

  install_handler(SIGWINCH, on_size_change, SA_RESTART);
  install_handler(SIGTSTP, on_suspend, SA_RESTART);
  install_handler(SIGCONT, on_continue, SA_RESTART);
  for (const int fatal : fatal_signals)
    install_handler(fatal, on_crash, static_cast<int>(SA_RESETHAND));
}

Terminal::~Terminal() {
  leave();
  for (const int ours : {SIGWINCH, SIGTSTP, SIGCONT}) install_handler(ours, SIG_DFL, 0);
  for (const int fatal : fatal_signals) install_handler(fatal, SIG_DFL, 0);
  notify_end = -1;
  if (screen >= 0) ::close(screen);
  screen = -1;
  for (const int end : state_->ends) {
    ::close(end);
    tell_observer({Call::close, end});
  }
}

// The mode to restore is read once the process is in the foreground: before that, the shell may
// have set a mode of its own, for its line editor.
bool Terminal::enter() {
  if (is_in_background()) return false;
  if (is_raw != 0) return true;
  if (!state_->knows_before_mode) tcgetattr(STDIN_FILENO, &before_mode);
  state_->knows_before_mode = true;
  raw_mode = before_mode;
  raw_mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | IEXTEN);
  raw_mode.c_lflag |= NOFLSH;  // Ctrl-Z must not discard what was typed just before it
  raw_mode.c_cc[VMIN] = 1;
  raw_mode.c_cc[VTIME] = 0;
  is_raw = 1;
  tcsetattr(STDIN_FILENO, TCSANOW, &raw_mode);
  return true;
}

// The caller erases what it drew, in order with its other output.
void Terminal::leave() {
  if (is_raw != 0 && !is_in_background()) tcsetattr(STDIN_FILENO, TCSANOW, &before_mode);
  is_raw = 0;
}

Handle Terminal::handle() const {
  return state_->ends[0];
}

void Terminal::drain() {
  char bytes[64];
  while (::read(state_->ends[0], bytes, sizeof bytes) > 0) continue;
}

}  // namespace chatlab
