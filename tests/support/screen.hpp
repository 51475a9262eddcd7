// A terminal emulator in memory: what a user sees of the bytes that a program writes.
//
// It implements the sequences of VT100 and xterm that chatlab writes, and a few more: unknown
// sequences are kept in `misunderstood()`, for a test to report.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

class Screen {
 public:
  Screen(std::size_t rows, std::size_t columns);

  /// Processes output of the program; characters and sequences may be cut anywhere.
  void feed(std::string_view bytes);

  /// Resizes as xterm does, without reflow: what no longer fits to the right is lost. Rows below
  /// the cursor are removed first, then rows scroll out at the top.
  void resize(std::size_t rows, std::size_t columns);

  std::size_t rows() const { return rows_.size(); }
  std::size_t columns() const { return columns_; }

  /// The text of row `row`, from 0 at the top, without trailing blanks.
  std::string row(std::size_t row) const;

  /// All rows, each but the last ended by a newline, without empty rows at the end.
  std::string text() const;

  /// The rows that scrolled out at the top, oldest first.
  const std::vector<std::string>& scrolled_out() const { return scrolled_out_; }

  /// The contents of a cell: a character with its combining marks, " " if empty, "" in the right
  /// half of a wide character.
  const std::string& cell(std::size_t row, std::size_t column) const;

  /// The attributes of a cell: the parameters of the control sequences `m` in force when it was
  /// written, such as `1;33`. Empty for ordinary text.
  const std::string& style(std::size_t row, std::size_t column) const;

  std::size_t cursor_row() const { return cursor_row_; }
  std::size_t cursor_column() const { return cursor_column_; }
  bool is_cursor_visible() const { return cursor_visible_; }
  bool is_bracketed_paste_on() const { return bracketed_paste_; }

  /// True if an escape sequence was received, or at least its start.
  bool saw_escape() const { return saw_escape_; }

  /// The unknown sequences and control characters that were received.
  const std::string& misunderstood() const { return misunderstood_; }

 private:
  struct Cell {
    std::string text = " ";  // see cell()
    std::string style;       // see style()
  };
  using Row = std::vector<Cell>;

  static std::string joined(const Row& cells);

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
  std::string style_;          // of the next character
  bool wrap_pending_ = false;  // true: the last column was written; the next character wraps first
  bool cursor_visible_ = true;
  bool bracketed_paste_ = false;
  bool saw_escape_ = false;
  std::string incomplete_;  // the beginning of a character or sequence
  std::string misunderstood_;
};

}  // namespace chatlab
