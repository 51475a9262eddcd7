# what the system accepted is not noted as progress
# in reactor/connection.cpp
s/  if (accepted > 0) last_progress_ = reactor_.turn_time();//
