// The console in character mode on Windows. MSDN: SetConsoleMode
#include "platform/terminal.hpp"

#include <signal.h>

#include "platform/standard_output.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {
namespace {

// Global for the handlers below. The modes belong to the console, which the shell shares: they must
// be restored.
DWORD input_mode_before = 0;
DWORD output_mode_before = 0;
volatile bool is_raw = false;

HANDLE console_input() {
  return GetStdHandle(STD_INPUT_HANDLE);
}

HANDLE console_output() {
  return GetStdHandle(STD_OUTPUT_HANDLE);
}

void restore_modes() {
  SetConsoleMode(console_input(), input_mode_before);
  SetConsoleMode(console_output(), output_mode_before);
}

void give_back() {
  constexpr wchar_t erase[] = L"\r\33[K\33[?2004l";
  DWORD count = 0;
  if (is_raw) WriteConsoleW(console_output(), erase, 12, &count, nullptr);
  restore_modes();
}

// After a crash: gives the terminal back, then lets the default handling proceed. MSDN:
// SetUnhandledExceptionFilter
LONG WINAPI on_crash(EXCEPTION_POINTERS*) {
  give_back();
  return EXCEPTION_CONTINUE_SEARCH;
}

extern "C" void on_abort(int) {
  give_back();
}

}  // namespace

struct Terminal::State {
  LPTOP_LEVEL_EXCEPTION_FILTER filter_before = nullptr;
  void (*abort_before)(int) = SIG_DFL;
};

// Consoles before Windows 10 do not support escape sequences and refuse the mode. MSDN: Console
// Virtual Terminal Sequences
bool Terminal::is_usable() {
  DWORD mode = 0;
  if (!standard_input_is_console() || !standard_output_is_terminal()) return false;
  if (GetConsoleMode(console_output(), &mode) == 0) return false;
  const bool understands =
      SetConsoleMode(console_output(), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
  SetConsoleMode(console_output(), mode);
  return understands;
}

Terminal::Terminal() : state_(std::make_unique<State>()) {
  GetConsoleMode(console_input(), &input_mode_before);
  GetConsoleMode(console_output(), &output_mode_before);
  state_->filter_before = SetUnhandledExceptionFilter(on_crash);
  state_->abort_before = signal(SIGABRT, on_abort);
}

Terminal::~Terminal() {
  leave();
  restore_modes();
  signal(SIGABRT, state_->abort_before);
  SetUnhandledExceptionFilter(state_->filter_before);
}

// ENABLE_PROCESSED_INPUT stays: Ctrl-C remains a signal. With ENABLE_VIRTUAL_TERMINAL_INPUT a
// terminal that knows bracketed paste, as Windows Terminal does, puts its marks around a paste; the
// console of Windows 10 ignores the request. MSDN: SetConsoleMode
bool Terminal::enter() {
  if (is_raw) return true;
  constexpr DWORD lines = ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT;
  SetConsoleMode(console_input(), (input_mode_before & ~lines) | ENABLE_VIRTUAL_TERMINAL_INPUT);
  SetConsoleMode(console_output(),
                 output_mode_before | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  is_raw = true;
  return true;
}

// Leaves the output mode as it is: output that is not written yet may contain escape sequences.
void Terminal::leave() {
  if (is_raw) SetConsoleMode(console_input(), input_mode_before);
  is_raw = false;
}

// Size changes are reported among the keys only, where ReadConsole skips them.
Handle Terminal::handle() const {
  return no_handle;
}

void Terminal::drain() {}

}  // namespace chatlab
