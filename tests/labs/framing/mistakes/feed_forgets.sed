# what has arrived before is replaced by what arrives now
# in apps/protocols/frame.cpp
# caught by header-in-parts payload-in-parts one-byte any-cut several
s/if (!gave_up_) buffer_.append(bytes);/if (gave_up_) return;\n  buffer_.clear();\n  buffer_.append(bytes);/
