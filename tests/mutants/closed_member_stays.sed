# a member whose connection was closed is not announced as gone
# in apps/server/stream_member.cpp
/^void StreamMember::on_closed/,/^}/s/  reactor().request_work(\*this);/  if (!is_in_room()) reactor().request_work(*this);/
