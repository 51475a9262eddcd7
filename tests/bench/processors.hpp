// Which processors the servers and the load may use.
//
// A load generator that wakes up on the server's processor takes time from the server, at moments
// that no program controls. So the servers get a processor of their own, and the load the others.
#pragma once

namespace chatlab::bench {

/// From now on, this process does without the first of its processors, on which the servers run
/// that are started from now on. No effect if there is only one. sched_setaffinity(2)
void divide_processors();

/// From now on, this process and those that it starts may use all processors again.
void share_processors();

/// Must be called in the child that becomes a server.
void move_to_servers_processor();

}  // namespace chatlab::bench
