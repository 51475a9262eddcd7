// What a command line is told that is not accepted.
#pragma once

#include <string>

#include "apps/options.hpp"

namespace chatlab {

/// The message of the UsageError that `parse()` throws; `accepted` where it throws none.
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
