# what a short write did not take is lost
# in reactor/connection.cpp
s/drop_taken_output(result.bytes);/drop_taken_output(next_send_size());/
