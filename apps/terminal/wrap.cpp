// Writes characters into rows of a given width.
#include "apps/terminal/wrap.hpp"

#include <algorithm>

#include "apps/chat/text.hpp"
#include "apps/terminal/character_width.hpp"

namespace chatlab {
namespace {

constexpr std::size_t tab_stop = 8;

// At most a quarter of the columns, but at least one.
std::size_t indent_for(std::size_t columns) {
  constexpr std::size_t widest_indent = 4;
  return std::clamp(columns / 4, std::size_t{1}, widest_indent);
}

// The size in bytes of the colour at the beginning of the text: ESC [ parameters m. 0 if there is
// none.
std::size_t color_size(std::string_view text) {
  return text.substr(0, 2) == "\33[" ? text.find('m') + 1 : 0;
}

std::size_t width_at(char32_t code_point, std::size_t column) {
  if (code_point == '\t') return tab_stop - column % tab_stop;
  return static_cast<std::size_t>(character_width(code_point));
}

/// Writes characters into rows.
class RowWriter {
 public:
  explicit RowWriter(std::size_t columns) : columns_(columns), indent_(indent_for(columns)) {}

  /// Puts the first character or colour of `text`; returns its size in bytes.
  std::size_t put_first_of(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  void make_room_for(char32_t code_point);

  std::size_t columns_;
  std::size_t indent_;
  std::size_t column_ = 0;
  std::string text_;
};

std::size_t RowWriter::put_first_of(std::string_view text) {
  const std::size_t color = color_size(text);
  const Character character = first_character(text);
  if (color == 0) make_room_for(character.code_point);
  const std::size_t size = color > 0 ? color : character.size;
  text_ += text.substr(0, size);
  return size;
}

void RowWriter::make_room_for(char32_t code_point) {
  if (code_point == '\n') {
    column_ = 0;
    return;
  }
  if (column_ + width_at(code_point, column_) > columns_ && column_ > indent_) {
    text_ += '\n' + std::string(indent_, ' ');
    column_ = indent_;
  }
  column_ += width_at(code_point, column_);
}

}  // namespace

std::string wrap(std::string_view text, std::size_t columns) {
  if (columns == 0) return std::string(text);
  RowWriter rows(columns);
  while (!text.empty()) text.remove_prefix(rows.put_first_of(text));
  return rows.text();
}

}  // namespace chatlab
