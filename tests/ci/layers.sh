#!/usr/bin/env bash
# The house stands as the README draws it: arrows run down only, the system stays in platform/.
set -u
bad=0

# No line of these files may match.
forbid() {  # forbid WHAT PATTERN PATH...
  local what=$1 pattern=$2 found
  shift 2
  found=$(grep -rnE "$pattern" "$@" --include='*.cpp' --include='*.hpp' || true)
  [ -z "$found" ] && return
  echo "$what:"
  echo "$found"
  bad=1
}

system='^[[:space:]]*#[[:space:]]*include[[:space:]]*<(sys/|netinet/|arpa/|netdb|poll|unistd|fcntl|termios|signal\.h|pthread|winsock2|ws2|windows|mswsock|io\.h|conio)'
switches='^[[:space:]]*#.*(_WIN32|_MSC_VER|__linux__|__APPLE__|__unix__|__MINGW32__)'
forbid 'a system header outside platform/' "$system" reactor apps platform/*.hpp
forbid 'a switch between systems outside platform/' "$switches" reactor apps platform/*.hpp
forbid 'threads' 'std::(thread|async|jthread)|pthread_create' reactor apps platform/posix platform/*.hpp
forbid 'not select or poll' 'epoll_|kqueue|IoCompletionPort' reactor apps platform
forbid 'platform/ includes what is above it' '#include "(reactor|apps)/' platform
forbid 'reactor/ includes what is above it' '#include "apps/' reactor
forbid 'apps/chat/ includes more than the standard library' '#include "(platform|reactor|apps/[^c]|apps/client)' apps/chat
forbid 'apps/terminal/ includes more than apps/chat/, reactor/ and platform/' '#include "apps/([^ct]|c[^h]|t[^e])' apps/terminal
forbid 'apps/protocols/ includes more than apps/chat/' '#include "(platform|reactor|apps/(client|server|peer|terminal))' apps/protocols
forbid 'apps/server/ includes another program' '#include "apps/(client|peer)' apps/server
forbid 'apps/client/ includes another program' '#include "apps/(server|peer)' apps/client
forbid 'apps/peer/ includes another program' '#include "apps/(server|client)' apps/peer
exit $bad
