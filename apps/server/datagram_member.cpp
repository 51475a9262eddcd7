#include "apps/server/datagram_member.hpp"

#include <chrono>
#include <utility>

#include "apps/server/datagram_endpoint.hpp"

namespace chatlab {

DatagramMember::DatagramMember(DatagramEndpoint& endpoint, const Address& source,
                               std::unique_ptr<RequestDecoder> decoder)
    : endpoint_(endpoint),
      source_(source),
      address_(source.to_string()),
      decoder_(std::move(decoder)),
      here_since_(now()),
      last_heard_(now()) {}

void DatagramMember::on_welcome() {
  endpoint_.welcome(*this);
}

void DatagramMember::deliver(const Event& event) {
  endpoint_.deliver(event, *this);
}

void DatagramMember::tell(std::string_view text) {
  endpoint_.tell(words_to(*this, text), *this);
}

void DatagramMember::on_banned() {
  tell(banned_text);
  endpoint_.part(*this);
}

std::string_view DatagramMember::protocol_name() const {
  return endpoint_.protocol_name();
}

MemberFacts DatagramMember::facts() const {
  const auto here = std::chrono::duration_cast<std::chrono::seconds>(now() - here_since_);
  return {messages_, 0, static_cast<std::uint64_t>(here.count())};
}

}  // namespace chatlab
