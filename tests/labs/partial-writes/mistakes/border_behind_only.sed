# bytes sent apart are joined with what was appended before
# in reactor/output_buffer.cpp
# caught by apart pieces
s/^  if (bytes.empty()) return;/  if (bytes.empty()) return;\n  append(bytes);\n  add_border();\n  return;/
