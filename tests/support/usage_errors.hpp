// The message for a command line that a program does not accept, to compare it in a test.
#pragma once

#include <string>

#include "apps/options.hpp"

namespace chatlab {

/// The message of the UsageError that `parse()` throws; `accepted` if it throws none.
template <typename Parse>
std::string complaint_of(const Parse& parse) {
  try {
    parse();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace chatlab
