// The checks that need the system's own means: checks_posix.cpp, checks_windows.cpp.
#pragma once

namespace chatlab::labs {

void check_interrupted();
void check_limit();

}  // namespace chatlab::labs
