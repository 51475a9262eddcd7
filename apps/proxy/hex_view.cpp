// Formats bytes in two columns.
#include "apps/proxy/hex_view.hpp"

namespace chatlab {
namespace {

constexpr std::size_t bytes_per_row = 8;
constexpr std::size_t column = bytes_per_row * 4;  // `68 69 ` and so on, then a character per byte

std::string hex_of(unsigned char byte) {
  constexpr const char* digits = "0123456789abcdef";
  return {digits[byte / 16], digits[byte % 16], ' '};
}

std::string row_of(std::string_view bytes) {
  std::string row;
  for (const char byte : bytes) row += hex_of(static_cast<unsigned char>(byte));
  row.resize(bytes_per_row * 3, ' ');
  for (const char byte : bytes) row += byte >= ' ' && byte <= '~' ? byte : '.';
  row.resize(column, ' ');
  return row;
}

}  // namespace

std::string hex_view(const std::string& margin, Direction direction, std::string_view bytes) {
  std::string rows;
  for (std::size_t at = 0; at < bytes.size(); at += bytes_per_row) {
    const std::string row = row_of(bytes.substr(at, bytes_per_row));
    rows += at == 0 ? margin : std::string(margin.size(), ' ');
    rows += direction == Direction::c2s ? row + '|' : std::string(column, ' ') + '|' + row;
    rows.erase(rows.find_last_not_of(' ') + 1);
    rows += '\n';
  }
  return rows;
}

}  // namespace chatlab
