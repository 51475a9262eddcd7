# members whose connections are broken are passed by without a charge
# in apps/server/stream_member.cpp
# found by BusyServerWithBrokenConnections.*
s/return pass_by();/return;/
