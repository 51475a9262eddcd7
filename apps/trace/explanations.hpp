// Why things happen: a few sentences on each phenomenon, where to read more, and where chatlab
// deals with it.
#pragma once

#include "apps/trace/phenomenon.hpp"

namespace chatlab {

struct Explanation {
  Phenomenon phenomenon;
  const char* title;
  const char* text;      // two to four sentences
  const char* source;    // a manual page, or a section of an RFC
  const char* file;      // where chatlab deals with it,
  const char* function;  // and the function there
};

const Explanation& explanation_of(Phenomenon phenomenon);

}  // namespace chatlab
