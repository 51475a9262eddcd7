# A handler is removed by another one in the turn in which both were ready. README.md says what to see.
#   gdb -x tests/debugger/removed_handler.gdb build/tests/unit-tests
source tests/debugger/begin.gdb
tbreak chatlab::Reactor::turn
run --gtest_filter=ReactorContract.AHandlerRemovedByAnotherInTheSameTurnIsNotCalled
break chatlab::Reactor::dispatch
tbreak chatlab::Reactor::remove
echo \nType `continue`: 3 stops. At each, type `p ready_` and `p to_call_`, then `continue`.\n
