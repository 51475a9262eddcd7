// Interprets characters, control characters and control sequences. ECMA-48, xterm (ctlseqs)
#include "tests/support/screen.hpp"

#include <algorithm>

#include "apps/chat/text.hpp"
#include "apps/terminal/character_width.hpp"

namespace chatlab {
namespace {

constexpr std::size_t tab_stop = 8;

std::string without_blanks_at_the_end(std::string text) {
  const std::size_t last = text.find_last_not_of(' ');
  text.erase(last == std::string::npos ? 0 : last + 1);
  return text;
}

// The parameters of a control sequence, ECMA-48 5.4.2; an omitted one is 0.
std::vector<std::size_t> numbers(std::string_view parameters) {
  std::vector<std::size_t> found(1, 0);
  for (const char byte : parameters) {
    if (byte == ';') {
      found.push_back(0);
    } else {
      found.back() = found.back() * 10 + static_cast<std::size_t>(byte - '0');
    }
  }
  return found;
}

bool is_cut_off(const Character& character, std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  return !character.valid && character.size == bytes.size() && lead >= 0xC2 && lead <= 0xF4;
}

}  // namespace

Screen::Screen(std::size_t rows, std::size_t columns)
    : columns_(columns), rows_(rows, Row(columns)) {}

std::string Screen::joined(const Row& cells) {
  std::string text;
  for (const Cell& cell : cells) text += cell.text;
  return without_blanks_at_the_end(text);
}

void Screen::feed(std::string_view bytes) {
  incomplete_ += bytes;
  std::string_view rest = incomplete_;
  while (!rest.empty()) {
    const std::size_t taken = take(rest);
    if (taken == 0) break;
    rest.remove_prefix(taken);
  }
  incomplete_ = std::string(rest);
}

// Each take function returns how many bytes it has consumed, 0 if it needs more bytes.

std::size_t Screen::take(std::string_view bytes) {
  if (bytes[0] == '\33') return take_escape(bytes);
  const Character character = first_character(bytes);
  if (is_cut_off(character, bytes)) return 0;
  if (is_control(character.code_point)) {
    control(bytes.substr(0, character.size));
    return character.size;
  }
  const std::string_view text =
      character.valid ? bytes.substr(0, character.size) : std::string_view("\xEF\xBF\xBD");
  const auto width = static_cast<std::size_t>(character_width(character.code_point));
  if (width == 0) {
    put_mark(text);
  } else {
    put(text, width);
  }
  return character.size;
}

std::size_t Screen::take_escape(std::string_view bytes) {
  saw_escape_ = true;
  if (bytes.size() == 1) return 0;
  if (bytes[1] != '[') {
    misunderstood_ += bytes.substr(0, 2);
    return 2;
  }
  const std::size_t end = bytes.find_first_not_of("0123456789;?", 2);
  if (end == std::string_view::npos) return 0;
  sequence(bytes.substr(2, end - 2), bytes[end]);
  return end + 1;
}

void Screen::control(std::string_view character) {
  switch (character[0]) {
    case '\r':
      return move_to(cursor_row_, 0);
    case '\n':
      return line_feed();
    case '\b':
      return move_to(cursor_row_, cursor_column_ - std::min<std::size_t>(cursor_column_, 1));
    case '\t':
      return move_to(cursor_row_, (cursor_column_ / tab_stop + 1) * tab_stop);
    case '\a':
      return;
    default:
      misunderstood_ += character;
  }
}

void Screen::sequence(std::string_view parameters, char final) {
  if (parameters.find('?') != std::string_view::npos) return private_sequence(parameters, final);
  const std::vector<std::size_t> given = numbers(parameters);
  const std::size_t count = std::max<std::size_t>(given[0], 1);
  switch (final) {
    case 'A':
      return move_to(cursor_row_ - std::min(cursor_row_, count), cursor_column_);
    case 'B':
      return move_to(cursor_row_ + count, cursor_column_);
    case 'C':
      return move_to(cursor_row_, cursor_column_ + count);
    case 'D':
      return move_to(cursor_row_, cursor_column_ - std::min(cursor_column_, count));
    case 'G':
      return move_to(cursor_row_, count - 1);
    case 'H':
      return move_to(count - 1, given.size() > 1 ? std::max<std::size_t>(given[1], 1) - 1 : 0);
    case 'J':
      return erase_in_display(given[0]);
    case 'K':
      return erase_in_line(given[0]);
    case 'm':
      style_ = parameters == "0" ? "" : std::string(parameters);
      return;
    default:
      misunderstood_ += "\33[" + std::string(parameters) + final;
  }
}

// The private modes of DEC and xterm.
void Screen::private_sequence(std::string_view parameters, char final) {
  const bool is_mode = final == 'h' || final == 'l';
  if (is_mode && parameters == "?25") {
    cursor_visible_ = final == 'h';
  } else if (is_mode && parameters == "?2004") {
    bracketed_paste_ = final == 'h';
  } else {
    misunderstood_ += "\33[" + std::string(parameters) + final;
  }
}

// The VT100 wraps late: a character in the last column leaves the cursor there; only the next one
// wraps.
void Screen::put(std::string_view character, std::size_t width) {
  if (width > columns_) return;
  if (wrap_pending_ || cursor_column_ + width > columns_) {
    cursor_column_ = 0;
    line_feed();
  }
  blank(cursor_row_, cursor_column_, cursor_column_ + width);
  Row& row = rows_[cursor_row_];
  row[cursor_column_] = {std::string(character), style_};
  if (width == 2) row[cursor_column_ + 1] = {"", style_};
  cursor_column_ += width;
  wrap_pending_ = cursor_column_ == columns_;
  if (wrap_pending_) --cursor_column_;
}

// Adds a combining mark to the character before the cursor; dropped if there is none.
void Screen::put_mark(std::string_view mark) {
  if (cursor_column_ == 0 && !wrap_pending_) return;
  std::size_t column = wrap_pending_ ? cursor_column_ : cursor_column_ - 1;
  Row& row = rows_[cursor_row_];
  if (row[column].text.empty()) --column;
  row[column].text += mark;
}

// Blanking one half of a wide character blanks both halves.
void Screen::blank(std::size_t row, std::size_t from, std::size_t to) {
  Row& cells = rows_[row];
  to = std::min(to, columns_);
  if (from < to && cells[from].text.empty()) cells[from - 1] = Cell();
  if (from < to && to < columns_ && cells[to].text.empty()) cells[to] = Cell();
  for (; from < to; ++from) cells[from] = Cell();
}

void Screen::erase_in_line(std::size_t which) {
  blank(cursor_row_, which == 0 ? cursor_column_ : 0, which == 1 ? cursor_column_ + 1 : columns_);
}

void Screen::erase_in_display(std::size_t which) {
  if (which == 3) return scrolled_out_.clear();
  const std::size_t first = which == 0 ? cursor_row_ + 1 : 0;
  const std::size_t end = which == 1 ? cursor_row_ : rows_.size();
  for (std::size_t row = first; row < end; ++row) blank(row, 0, columns_);
  erase_in_line(which);
}

void Screen::move_to(std::size_t row, std::size_t column) {
  cursor_row_ = std::min(row, rows_.size() - 1);
  cursor_column_ = std::min(column, columns_ - 1);
  wrap_pending_ = false;
}

void Screen::line_feed() {
  if (cursor_row_ + 1 == rows_.size()) scroll();
  move_to(cursor_row_ + 1, cursor_column_);
}

void Screen::scroll() {
  scrolled_out_.push_back(joined(rows_.front()));
  rows_.erase(rows_.begin());
  rows_.push_back(Row(columns_));
  cursor_row_ -= std::min<std::size_t>(cursor_row_, 1);
}

void Screen::resize(std::size_t rows, std::size_t columns) {
  while (rows_.size() > rows && cursor_row_ + 1 < rows_.size()) rows_.pop_back();
  while (rows_.size() > rows) {
    scroll();
    rows_.pop_back();
  }
  for (std::size_t row = 0; columns < columns_ && row < rows_.size(); ++row) {
    blank(row, columns, columns_);
  }
  columns_ = columns;
  for (Row& row : rows_) row.resize(columns);
  rows_.resize(rows, Row(columns));
  move_to(cursor_row_, cursor_column_);
}

std::string Screen::row(std::size_t row) const {
  return joined(rows_.at(row));
}

std::string Screen::text() const {
  std::string text;
  std::string newlines;
  for (const Row& cells : rows_) {
    const std::string shown = joined(cells);
    if (!shown.empty()) text += newlines + shown;
    if (!shown.empty()) newlines.clear();
    newlines += '\n';
  }
  return text;
}

const std::string& Screen::cell(std::size_t row, std::size_t column) const {
  return rows_.at(row).at(column).text;
}

const std::string& Screen::style(std::size_t row, std::size_t column) const {
  return rows_.at(row).at(column).style;
}

}  // namespace chatlab
