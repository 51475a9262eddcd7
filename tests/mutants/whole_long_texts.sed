# a long text is sent whole to clients that treat one receive as one message
# in apps/protocols/shared_encoding.cpp
s/whole.size() <= longest_piece/whole.size() <= longest_reply/
