# what follows a chunk that may have been cut is attributed as it says
# in apps/protocols/chunk_replies.cpp
# found by ChunkReplies.*
s/if (may_be_tail_ \&\& !goes_on)/if (false \&\& !goes_on)/
