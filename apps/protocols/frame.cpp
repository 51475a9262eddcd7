// Writes headers, and reads them from the bytes that have arrived so far.
#include "apps/protocols/frame.hpp"

#include <cstdint>
#include <optional>

namespace chatlab {
namespace {

// Digits with spaces on either side, and nothing else. Ten digits fit into 64 bits.
std::optional<std::uint64_t> parse_header(std::string_view header) {
  const std::size_t first = header.find_first_not_of(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t last = header.find_last_not_of(' ');
  std::uint64_t size = 0;
  for (const char byte : header.substr(first, last - first + 1)) {
    if (byte < '0' || byte > '9') return std::nullopt;
    size = size * 10 + static_cast<std::uint64_t>(byte - '0');
  }
  return size;
}

std::string progress(std::size_t bytes, std::uint64_t of) {
  return std::to_string(bytes) + " of " + std::to_string(of) + " bytes";
}

}  // namespace

std::string encode_frame(std::string_view payload) {
  std::string bytes;
  append_frame(bytes, payload);
  return bytes;
}

void append_frame(std::string& bytes, std::string_view payload) {
  const std::size_t end_of_header = bytes.size() + frame_header_size;
  bytes += std::to_string(payload.size());
  bytes.resize(end_of_header, ' ');
  bytes += payload;
}

void FrameReader::feed(std::string_view bytes) {
  if (!gave_up_) buffer_.append(bytes);
}

FrameReader::Found FrameReader::next(std::string& payload, std::size_t limit) {
  const std::string_view unread = buffer_.view();
  if (unread.size() < frame_header_size) return Found::nothing;
  const std::optional<std::uint64_t> size = parse_header(unread.substr(0, frame_header_size));
  if (!size) return give_up(Found::malformed);
  if (*size > limit) return give_up(Found::too_long);
  if (unread.size() - frame_header_size < *size) return Found::nothing;
  payload = unread.substr(frame_header_size, static_cast<std::size_t>(*size));
  buffer_.consume(frame_header_size + payload.size());
  return Found::payload;
}

FrameReader::Found FrameReader::give_up(Found why) {
  gave_up_ = true;
  buffer_.clear();
  return why;
}

std::string FrameReader::unfinished() const {
  const std::string_view unread = buffer_.view();
  if (unread.empty()) return {};
  const std::optional<std::uint64_t> size = parse_header(unread.substr(0, frame_header_size));
  if (unread.size() < frame_header_size || !size) {
    return "inside a header: " + progress(unread.size(), frame_header_size);
  }
  return "inside a frame: " + progress(unread.size() - frame_header_size, *size);
}

}  // namespace chatlab
