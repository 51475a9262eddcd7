// Cuts the bodies of functions out of source code: what a student of a lab writes anew.
#pragma once

#include <string>
#include <vector>

namespace chatlab::labs {

/// A function that a lab leaves out.
struct Cut {
  std::string file;      // `apps/protocols/frame.cpp`
  std::string function;  // `FrameReader::next`; `name#2` for the second of several overloads
  std::string task;      // what is to be done: the comment in place of the body
};

/// Returns `source`, the contents of `cut.file`, with another body for the function: a comment with
/// the task, and a call that says at run time that it is not written yet, and ends the process. An
/// explanation directly above the function goes, too; a constructor's initializers stay. Throws
/// std::runtime_error if the function is not found, is one of several, or is a destructor.
std::string cut_function(const std::string& source, const Cut& cut);

/// Returns `source` with the whole function, which is missing only if the environment variable
/// LAB_MISSING is `cut.function`. Throws as cut_function().
std::string guard_function(const std::string& source, const Cut& cut);

/// Return `source` with the include that a cut function, or a guarded one, needs, behind all
/// others.
std::string with_student_include(const std::string& source);
std::string with_test_include(const std::string& source);

/// Reads the lines `cut FILE FUNCTION` of a lab's description; the indented lines below each are
/// its task.
std::vector<Cut> read_cuts(const std::string& description);

}  // namespace chatlab::labs
