// A terminal in memory: what a person sees of the bytes a program writes.
//
// It does what a VT100 and xterm do with what chatlab writes, and a little more, and no more than
// that: a sequence it does not know is kept in `misunderstood()`, for a test to complain of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

class Screen {
 public:
  Screen(std::size_t rows, std::size_t columns);

  /// What the program wrote; characters and sequences may be cut anywhere.
  void feed(std::string_view bytes);

  /// As xterm does it, without reflow: what no longer fits to the right is lost. Rows are taken
  /// from below the cursor first, then scrolled out at the top.
  void resize(std::size_t rows, std::size_t columns);

  std::size_t rows() const { return rows_.size(); }
  std::size_t columns() const { return columns_; }

  /// What row `row` shows, the topmost being 0, without blanks at its end.
  std::string row(std::size_t row) const;

  /// All rows, each but the last ended by a newline, without empty rows at the end.
  std::string text() const;

  /// What was scrolled out at the top, oldest first, as rows.
  const std::vector<std::string>& scrolled_out() const { return scrolled_out_; }

  /// What stands at a place: a character with its marks, " " where nothing does, "" in the right
  /// half of a wide one.
  const std::string& cell(std::size_t row, std::size_t column) const;

  std::size_t cursor_row() const { return cursor_row_; }
  std::size_t cursor_column() const { return cursor_column_; }
  bool is_cursor_visible() const { return cursor_visible_; }
  bool is_bracketed_paste_on() const { return bracketed_paste_; }

  /// Any escape sequence came, or at least its beginning.
  bool saw_escape() const { return saw_escape_; }

  /// The sequences and control characters that came and are not known here.
  const std::string& misunderstood() const { return misunderstood_; }

 private:
  using Row = std::vector<std::string>;  // a string a cell, see cell()

  std::size_t take(std::string_view bytes);
  std::size_t take_escape(std::string_view bytes);
  void control(std::string_view character);
  void sequence(std::string_view parameters, char final);
  void private_sequence(std::string_view parameters, char final);
  void put(std::string_view character, std::size_t width);
  void put_mark(std::string_view mark);
  void blank(std::size_t row, std::size_t from, std::size_t to);
  void erase_in_line(std::size_t which);
  void erase_in_display(std::size_t which);
  void move_to(std::size_t row, std::size_t column);
  void line_feed();
  void scroll();

  std::size_t columns_;
  std::vector<Row> rows_;
  std::vector<std::string> scrolled_out_;
  std::size_t cursor_row_ = 0;
  std::size_t cursor_column_ = 0;
  bool wrap_pending_ = false;  // the last column was written: the next character wraps first
  bool cursor_visible_ = true;
  bool bracketed_paste_ = false;
  bool saw_escape_ = false;
  std::string incomplete_;  // the beginning of a character or sequence
  std::string misunderstood_;
};

}  // namespace chatlab
