// UTF-8 to UTF-16 and back.
#include "platform/windows/utf16.hpp"

#include "platform/windows/native.hpp"

namespace chatlab {

// Both functions are called twice: without a buffer, they return the length required.

std::wstring to_utf16(std::string_view text) {
  const int size = to_length(text.size());
  const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0);
  std::wstring result(static_cast<std::size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), size, result.data(), length);
  return result;
}

std::string to_utf8(std::wstring_view text) {
  const int size = to_length(text.size());
  const int length =
      WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
  std::string result(static_cast<std::size_t>(length), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), size, result.data(), length, nullptr, nullptr);
  return result;
}

}  // namespace chatlab
