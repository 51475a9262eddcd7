// The explanations: a few sentences on each phenomenon, with references to a manual page or RFC and
// to the function of chatlab that deals with it.
#pragma once

#include "apps/trace/phenomenon.hpp"

namespace chatlab {

struct Explanation {
  Phenomenon phenomenon;
  const char* title;
  const char* text;      // two to four sentences
  const char* source;    // a manual page, or a section of an RFC
  const char* file;      // the file of chatlab that deals with it
  const char* function;  // the function in that file
};

const Explanation& explanation_of(Phenomenon phenomenon);

}  // namespace chatlab
