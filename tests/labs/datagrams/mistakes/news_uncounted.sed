# a datagram whose sender is told the news is not counted as dropped
# in apps/server/datagram_member.cpp
# caught by told-once
s/if (endpoint_.has_news_for(source_)) tell(removed_text);/if (endpoint_.has_news_for(source_)) return tell(removed_text);/
