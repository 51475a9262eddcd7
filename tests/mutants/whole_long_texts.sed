# a long text is sent whole to clients that treat one receive as one message
# in apps/protocols/protocol.hpp
s/longest_piece = 1024;/longest_piece = 1000000;/
