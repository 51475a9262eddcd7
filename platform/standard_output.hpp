// Standard output without blocking: a full pipe or a stopped terminal must not stop the program.
#pragma once

#include <cstddef>

#include "platform/io_result.hpp"

namespace chatlab {

/// Writes as many of the bytes as standard output takes now. `would_block` where its reader is
/// behind: try again later, there is no handle to wait for. `error` where it takes no more, since
/// nobody reads it or its disk is full.
/// On Windows, where an output handle can't be asked, the write waits.
IoResult write_standard_output(const char* bytes, std::size_t size);

/// Whether it is a terminal that understands escape sequences. isatty(3), TERM in environ(7)
bool standard_output_is_terminal();

/// Writes to standard error, waiting as long as it takes: for the one line before an exit.
void write_standard_error(const char* bytes, std::size_t size);

}  // namespace chatlab
