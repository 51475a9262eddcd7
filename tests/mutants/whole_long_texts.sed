# a long text is sent whole to clients that take one receive for a message
# in apps/protocols/protocol.hpp
s/longest_piece = 1024;/longest_piece = 1000000;/
