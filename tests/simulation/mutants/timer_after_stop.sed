# a timer fires after its owner has stopped: the console's, which then wants to read again
# in reactor/console.cpp
/^void Console::stop/,/^}/s/  later_.stop();//
