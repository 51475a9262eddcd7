# How every tour begins.
set pagination off
set confirm off
set breakpoint pending off
set max-value-size unlimited
source tests/debugger/chatlab_gdb.py
