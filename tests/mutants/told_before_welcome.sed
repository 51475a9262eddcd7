# a newcomer receives messages from before its joining
# in apps/server/stream_member.cpp
/^void StreamMember::start/,/^}/s/^  const std::optional<Refusal> refusal/  send_bytes(encoding_.protocol().encode_event({}));\n&/
