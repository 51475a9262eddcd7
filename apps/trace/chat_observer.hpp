// The chat observer: is told what the chat does with bytes. Messages found in them, events in the
// room, members that are held or closed.
//
// The programs call it. Like platform/call_observer.hpp, it costs one branch if there is no
// observer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "apps/chat/event.hpp"
#include "apps/protocols/protocol.hpp"
#include "platform/address.hpp"

namespace chatlab {

class ChatObserver {
 public:
  virtual ~ChatObserver() = default;

  /// A message was found in the bytes received last; `what` describes it.
  virtual void on_message(const Protocol& protocol, const std::string& what) = 0;

  /// The bytes received last end within a message; `unfinished` describes the position, or is
  /// empty.
  virtual void on_incomplete(const Protocol& protocol, const std::string& unfinished) = 0;

  /// The room delivers `event` to `audience` members: all but its subject.
  virtual void on_event(const Event& event, std::size_t audience) = 0;

  /// The room became congested, since a member reads too slowly, or is not congested any more.
  virtual void on_congestion(bool begins) = 0;

  /// `member` floods a congested room, and is not read from now on; or is read again.
  virtual void on_flooder(const std::string& member, bool held) = 0;

  /// `member` reads too slowly and is closed.
  virtual void on_given_up(const std::string& member, const std::string& reason) = 0;

  /// A datagram from `from` is not accepted; `reason` may be empty.
  virtual void on_dropped(const Address& from, const std::string& reason) = 0;

  /// The demultiplexer can't wait for the handle of a connection from `peer`, which is refused.
  virtual void on_turned_away(const Address& peer) = 0;
};

/// Reports to `observer` from now on; nullptr ends the reports. The observer must stay alive until
/// then.
void observe_chat(ChatObserver* observer);

/// The observer; nullptr if there is none.
ChatObserver* chat_observer();

/// Reports a request of a client, or a reply of a server, if there is an observer.
void tell_message(const Protocol& protocol, const Request& request);
void tell_message(const Protocol& protocol, const Reply& reply);

/// Reports that `decoder` holds a part of a message. No effect if it does not, or if there is no
/// observer.
void tell_incomplete(const Protocol& protocol, const RequestDecoder& decoder);

}  // namespace chatlab
