// Recognizes Wine by a function that only its ntdll exports.
#include "platform/windows/native.hpp"
#include "tests/support/wine.hpp"

namespace chatlab {

bool under_wine() {
  const HMODULE library = GetModuleHandleW(L"ntdll.dll");
  return library != nullptr && GetProcAddress(library, "wine_get_version") != nullptr;
}

}  // namespace chatlab
