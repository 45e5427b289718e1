#!/bin/sh
# Makes Docker's own seccomp profile into one under which Chromium's sandbox works, by adding one rule and taking away none.
#
#   sh seccomp.sh <default.json >consentinel-seccomp.json
#
# default.json is the profile of the engine that you run: profiles/seccomp/default.json in the source of your version of
# Docker (moby), or /usr/share/containers/seccomp.json where Podman is installed.
set -eu
exec jq '
  if (.defaultAction | type) != "string" or (.syscalls | type) != "array" then error("this is no seccomp profile") else . end
  | .syscalls += [{
      names: ["clone", "unshare", "chroot"],
      action: "SCMP_ACT_ALLOW",
      comment: "New user, process and network namespaces for the sandbox of Chromium"
    }]'
