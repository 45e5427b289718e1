#!/bin/sh
# Installs what is missing on Debian and Ubuntu, and nothing that is there.
#
#   ci/setup.sh demo    Chromium, a C compiler, Rust: enough to build and audit
#   ci/setup.sh test    the above, and what the tests need: Node.js, Python, ssh-keygen, openssl, minisign, shellcheck, jq,
#                       pdftotext, nextest, cargo-deny, consent libraries
#
# Everywhere else it says what to install.
set -eu
wanted=${1:-demo}
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else
    echo "setup: '$*' needs root. Run it as root, or install sudo." >&2
    exit 1
  fi
}

packages=""
need() { packages="$packages $1"; }

have_chrome() {
  [ -n "${CHROME:-}" ] && return 0
  for name in chrome-headless-shell chromium-headless-shell google-chrome google-chrome-stable chromium chromium-browser; do
    have "$name" && return 0
  done
  return 1
}

have curl || need curl
have cc || need build-essential
if [ "$wanted" = test ]; then
  # The browser tests run on both flavours.
  have chromium || need chromium
  have chromium-headless-shell || need chromium-headless-shell
  have npm || { have node || need nodejs; need npm; }
  # Signatures and time-stamps are held against the programs that everybody has.
  have ssh-keygen || need openssh-client
  have openssl || need openssl
  have minisign || need minisign
  # What users take from ci/ is linted and run.
  have shellcheck || need shellcheck
  have jq || need jq
  have flock || need util-linux
  # PDFs are read back.
  have pdftotext || need poppler-utils
  python3 -c 'import ensurepip' >/dev/null 2>&1 || need python3-venv
elif ! have_chrome; then
  need chromium
fi

if [ -n "$packages" ]; then
  if ! have apt-get; then
    echo "setup: this machine has no apt-get. Please install:$packages" >&2
    exit 1
  fi
  say "Installing$packages"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  # shellcheck disable=SC2086
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates $packages; then
    # Ubuntu has no package of its own for the headless shell.
    packages=$(printf '%s' "$packages" | sed 's/ chromium-headless-shell//')
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates $packages
  fi
fi

if ! have cargo && [ -x "$HOME/.cargo/bin/cargo" ]; then PATH="$HOME/.cargo/bin:$PATH"; export PATH; fi
if ! have cargo; then
  say "Installing Rust by rustup"
  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --component clippy --component rustfmt
  PATH="$HOME/.cargo/bin:$PATH"; export PATH
fi

if [ "$wanted" = test ]; then
  if ! cargo nextest --version >/dev/null 2>&1; then
    say "Installing cargo-nextest"
    cargo install cargo-nextest --locked
  fi
  if ! cargo deny --version >/dev/null 2>&1; then
    say "Installing cargo-deny"
    cargo install cargo-deny --locked
  fi
  if [ -f tests/sites/package-lock.json ]; then
    say "Installing the consent libraries that the tests run on"
    sh tests/sites/setup.sh
  fi
fi
say "Everything that '$wanted' needs is here"
