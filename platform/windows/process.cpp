// Process-wide setup on Windows: Winsock, the console's code page, the arguments.
#include "platform/process.hpp"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>

#include "platform/windows/native.hpp"
#include "platform/windows/utf16.hpp"

namespace chatlab {
namespace {

// The console's former output code page, or 0 if there is no console.
UINT code_page_before = 0;

// The number of a closed handle may be reused: the first socket would become standard input.
void fill_closed_handles() {
  for (const DWORD which : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) {
    if (GetFileType(GetStdHandle(which)) != FILE_TYPE_UNKNOWN) continue;
    SetStdHandle(
        which, CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           nullptr, OPEN_EXISTING, 0, nullptr));
  }
}

void start_winsock() {
  WSADATA details = {};
  const int failure = WSAStartup(MAKEWORD(2, 2), &details);
  if (failure != 0) throw std::system_error(to_error(failure), "WSAStartup");
}

// main()'s argv is in the user's code page, which may lack characters that were typed. MSDN:
// CommandLineToArgvW
std::vector<std::string> read_arguments() {
  int count = 0;
  wchar_t** const words = CommandLineToArgvW(GetCommandLineW(), &count);
  if (words == nullptr) throw std::system_error(last_error(), "CommandLineToArgvW");
  std::vector<std::string> arguments;
  for (int i = 1; i < count; ++i) arguments.push_back(to_utf8(words[i]));
  LocalFree(words);
  return arguments;
}

}  // namespace

// Binary mode: a newline is not written as two characters. MSDN: _setmode
Process::Process(int, char**) : arguments_(read_arguments()) {
  _setmode(_fileno(stdout), _O_BINARY);
  fill_closed_handles();
  start_winsock();
  code_page_before = GetConsoleOutputCP();
  if (code_page_before != 0) SetConsoleOutputCP(CP_UTF8);
}

Process::~Process() {
  if (code_page_before != 0) SetConsoleOutputCP(code_page_before);
  WSACleanup();
}

void return_freed_memory() {}

}  // namespace chatlab
