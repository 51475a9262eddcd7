# all unsent bytes come out, whatever the limit
# in reactor/output_buffer.cpp
# caught by limit apart-in-part
s/std::min(limit, end - consumed_)/end - consumed_/
