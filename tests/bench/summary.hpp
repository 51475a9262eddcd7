// The few figures that the README of the whole project shows, as a table in Markdown.
#pragma once

#include <string>

#include "tests/bench/report.hpp"

namespace chatlab::bench {

/// Writes the table of chat-server, the floor and the IRC servers to the file `path`. `caption`
/// says when and on which machine it was measured. Throws std::runtime_error if the file can't be
/// written.
void write_summary(const Report& report, const std::string& caption, const std::string& path);

}  // namespace chatlab::bench
