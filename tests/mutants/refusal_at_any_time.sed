# a refusal's words end a client whenever they arrive
# in apps/protocols/chunk_replies.cpp
# found by ChunkReplies.*
s/is_first_ ? refusal_in(chunk) : std::string_view()/refusal_in(chunk)/
