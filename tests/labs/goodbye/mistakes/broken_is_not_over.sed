# a finishing connection waits for a peer that is gone
# in reactor/connection.cpp
# caught by gone
s/return output_ == Output::broken || (output_/return (output_/
