#!/bin/sh
# The first of the README's two commands: installs what is missing and audits the built-in demo sites.
# No internet is used by the audit itself. Arguments go to `consentinel demo`.
set -eu
cd "$(dirname "$0")/.."
sh ci/setup.sh demo
PATH="$HOME/.cargo/bin:$PATH"; export PATH
cargo build --release --locked
exec target/release/consentinel demo "$@"
