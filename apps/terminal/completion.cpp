// Finds the words that the end of the line begins, and the beginning that they share.
#include "apps/terminal/completion.hpp"

#include <algorithm>

#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

// The longest name, in bytes: 32 characters of 4 bytes each.
constexpr std::size_t longest_word = 128;

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool is_same(char one, char other) {
  return lower(one) == lower(other);
}

bool begins_with(std::string_view word, std::string_view beginning) {
  return beginning.size() <= word.size() &&
         std::equal(beginning.begin(), beginning.end(), word.begin(), is_same);
}

std::vector<std::string> matches(std::string_view line, std::size_t start,
                                 const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const std::string& word : words) {
    const bool may_stand_here = start == 0 || word[0] != '/';
    if (may_stand_here && begins_with(word, line.substr(start))) found.push_back(word);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// The beginning that all words have in common, spelled as in the first word. Ends with a whole
// character.
std::string common_beginning(const std::vector<std::string>& words) {
  const std::string& first = words.front();
  std::size_t size = first.size();
  for (const std::string& word : words) {
    const auto end = std::mismatch(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(size),
                                   word.begin(), word.end(), is_same);
    size = static_cast<std::size_t>(end.first - first.begin());
  }
  while (!is_valid_utf8(first.substr(0, size))) --size;
  return first.substr(0, size);
}

}  // namespace

// Names may contain spaces: completes the longest end of the line that is the beginning of a word.
Completion complete(std::string_view line, const std::vector<std::string>& words) {
  std::size_t start = line.size() > longest_word ? line.find(' ', line.size() - longest_word) : 0;
  for (; start < line.size(); start = line.find(' ', start)) {
    if (line[start] == ' ') ++start;
    if (start == line.size()) break;
    std::vector<std::string> found = matches(line, start, words);
    if (found.size() == 1) return {start, found.front() + ' ', {}};
    if (found.size() > 1) return {start, common_beginning(found), found};
  }
  return {line.size(), {}, {}};
}

}  // namespace chatlab
