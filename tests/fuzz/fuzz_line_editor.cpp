// Fuzzes the line editor: any bytes from a terminal of any width.
#include "apps/chat/text.hpp"
#include "apps/terminal/character_width.hpp"
#include "apps/terminal/key_decoder.hpp"
#include "apps/terminal/line_editor.hpp"
#include "tests/fuzz/fuzzing.hpp"
#include "tests/support/screen.hpp"

namespace chatlab {
namespace {

std::string keys_in(const std::vector<std::string_view>& pieces) {
  KeyDecoder decoder;
  std::string found;
  Key key;
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    while (decoder.next(key)) found += std::to_string(static_cast<int>(key.kind)) + key.text + ' ';
  }
  return found;
}

}  // namespace
}  // namespace chatlab

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chatlab;
  FuzzInput input(data, size);
  const std::size_t columns = 1 + input.byte() % 100u;
  const std::string_view cuts = input.bytes(input.byte() % 8u);
  const std::vector<std::string_view> pieces = cut(input.rest(), cuts);
  require(keys_in(pieces) == keys_in({input.rest()}), "keys do not depend on how bytes were cut");

  Screen screen(3, columns);
  LineEditor editor("Ann > ", 500);
  KeyDecoder decoder;
  Key key;
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    while (decoder.next(key)) {
      const LineEditor::Outcome outcome = editor.press(key);
      if (outcome == LineEditor::Outcome::complete) editor.complete({"Ann", "Anton", "/who"});
      require(is_valid_utf8(editor.text()), "the line is valid UTF-8");
      if (outcome != LineEditor::Outcome::entered) continue;
      require(editor.finish_line().size() <= 500, "no line is longer than it may be");
    }
    screen.feed(editor.draw(columns));
    require(screen.cursor_row() == 0, "the row is never left");
    require(screen.misunderstood().empty(), "nothing strange is drawn");
  }
  return 0;
}
