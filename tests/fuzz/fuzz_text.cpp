// Fuzzes the rules for names and texts: relayed text is valid UTF-8 without control characters.
#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace chatlab {
namespace {

bool has_control_but_tab(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (is_control(character.code_point) && character.code_point != '\t') return true;
    text.remove_prefix(character.size);
  }
  return false;
}

}  // namespace
}  // namespace chatlab

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chatlab;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string cleaned = clean_text(text);
  require(is_valid_utf8(cleaned), "cleaned text is valid UTF-8");
  require(!has_control_but_tab(cleaned), "cleaned text has no control character but tab");
  require(clean_text(cleaned) == cleaned, "cleaning twice changes nothing");
  require(!is_valid_utf8(text) || has_control_but_tab(text) || cleaned == text,
          "clean text stays as it is");
  require(first_characters(cleaned, 5).size() <= cleaned.size(),
          "a part is no longer than the whole");
  require(count_characters(first_characters(cleaned, 5)) <= 5,
          "and has as many characters as asked");
  if (!is_allowed_name(text)) return 0;
  require(clean_text(text) == text, "an allowed name needs no cleaning");
  require(count_characters(text) >= 1 && count_characters(text) <= 32,
          "and has 1 to 32 characters");
  require(!reads_as_address(text) && name_key(text) != "server",
          "and is not the operator's name or an ADDRESS");
  return 0;
}
