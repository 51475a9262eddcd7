// Between UTF-8, which chatlab speaks, and UTF-16, which Windows does: for the files of this folder
// only. What is not well-formed comes out as U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// MSDN: MultiByteToWideChar
std::wstring to_utf16(std::string_view text);

/// MSDN: WideCharToMultiByte
std::string to_utf8(std::wstring_view text);

}  // namespace chatlab
