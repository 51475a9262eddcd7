# a newcomer receives messages from before its joining
# in apps/server/stream_member.cpp
/^void StreamMember::join/,/^}/s/^  const std::optional<Refusal> refusal/  if (!has_name) send_bytes(encoding_.protocol().encode_event({}));\n&/
