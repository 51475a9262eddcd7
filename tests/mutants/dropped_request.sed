# a member that has used up its share of a turn loses its next request
# in apps/server/stream_member.cpp
/^void StreamMember::serve()/,/^}/s/      return stand_in_line();/      return static_cast<void>(next_request(request)), stand_in_line();/
