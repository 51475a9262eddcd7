// Where Wine is not Windows: tests of what it can't do are skipped there, and run on Windows
// itself.
#pragma once

namespace chatlab {

/// Whether the tests run in Wine, which
/// - reports a reset as an orderly end of stream,
/// - can't send Ctrl-Break to a program without a console,
/// - does not tell that a UDP port is unreachable,
/// - binds a UDP socket to any address, ours or not.
bool under_wine();

}  // namespace chatlab
