#!/usr/bin/env bash
# One room across systems: the Windows server with this system's clients of every protocol, and this
# system's server with the Windows clients. The Windows programs run under Wine.
set -eu
make all > /dev/null
wine="sh tests/wine.sh build/windows"
bash tests/ci/conversation.sh "$wine/chat-server.exe" build/chat-client
bash tests/ci/conversation.sh build/chat-server "$wine/chat-client.exe"
