# a newcomer is told what is said before it has joined
# in apps/server/stream_member.cpp
/^void StreamMember::start/,/^}/s/^  const std::optional<Refusal> refusal/  send_bytes(encoding_.protocol().encode_event({}));\n&/
