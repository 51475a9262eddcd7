# a piece without a sender makes the client forget whose long text it is
# in apps/protocols/chunk_replies.cpp
# found by ChunkReplies.*
s/if (!reply.name.empty()) last_name_/last_name_/
