# a send is not told to the observer of system calls
# in platform/socket.cpp
# found by CallObserver*
s/tell_observer({Call::send, handle(), offered, result, transferred(bytes, result)});//
