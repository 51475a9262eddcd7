// Tells whether the tests run under Wine, so that tests of what Wine can't do are skipped.
#pragma once

namespace chatlab {

/// True if the tests run under Wine, which
/// - reports a reset as an orderly end of stream,
/// - can't send Ctrl-Break to a program without a console,
/// - does not report that a UDP port is unreachable,
/// - binds a UDP socket to any address, ours or not.
bool under_wine();

}  // namespace chatlab
