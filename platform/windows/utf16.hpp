// Conversion between UTF-8, which chatlab uses, and UTF-16, which Windows uses; for this folder
// only. Malformed input becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// Converts UTF-8 to UTF-16. MSDN: MultiByteToWideChar
std::wstring to_utf16(std::string_view text);

/// Converts UTF-16 to UTF-8. MSDN: WideCharToMultiByte
std::string to_utf8(std::wstring_view text);

}  // namespace chatlab
