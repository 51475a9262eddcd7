# composed and decomposed letters make two names that look the same
# in apps/chat/name.cpp
# found by Name.*
s/append_decomposed(skeleton, without_width(character.code_point));/skeleton += without_width(character.code_point);/
