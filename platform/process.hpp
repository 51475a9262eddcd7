// Process-wide setup: each main() constructs this object first.
#pragma once

#include <string>
#include <vector>

namespace chatlab {

/// Prepares the process and reads its arguments. POSIX: SIGPIPE and SIGXFSZ are ignored, so that a
/// write to a pipe without a reader, or beyond the file size limit, fails instead of ending the
/// process; closed standard descriptors are opened on /dev/null (or the first socket would become
/// standard input); and the limit of open descriptors is raised to its maximum. Windows: Winsock is
/// started, and stopped in the destructor; the console uses UTF-8.
class Process {
 public:
  Process(int argc, char** argv);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// The command-line arguments without the program's name, in UTF-8.
  const std::vector<std::string>& arguments() const { return arguments_; }

 private:
  std::vector<std::string> arguments_;
};

/// Returns memory that the program has freed to the system. glibc by itself returns only the end of
/// its heap, and a single small block there can pin all memory before it. No effect with other C
/// libraries. Takes about 10 ms per 100 MB. malloc_trim(3)
void return_freed_memory();

}  // namespace chatlab
