# a send that failed is tried again for ever
# in reactor/connection.cpp
# caught by broken
s/    if (result.status == IoStatus::error) break_output(result.error);//
