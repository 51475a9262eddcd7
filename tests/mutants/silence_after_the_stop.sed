# the silence timer runs on after stop()
# in apps/server/datagram_endpoint.cpp
# found by StoppingServer.RemovesNoMemberForItsSilence
/^void DatagramEndpoint::stop/,/^}/s/  silence_.stop();//
