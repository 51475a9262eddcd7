// Conversion between UTF-8, which chatlab uses, and UTF-16, which Windows uses; for this folder
// only. Malformed input becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// MSDN: MultiByteToWideChar
std::wstring to_utf16(std::string_view text);

/// MSDN: WideCharToMultiByte
std::string to_utf8(std::wstring_view text);

}  // namespace chatlab
