#!/bin/sh
# The second of the README's two commands: installs what the tests need and runs every check there is.
# The exit code is that of the first check that failed; later checks still run, so that one run tells all.
set -u
cd "$(dirname "$0")/.." || exit 1
sh ci/setup.sh test || exit 1
PATH="$HOME/.cargo/bin:$PATH"; export PATH
# Where a test failed is told by its message; traces of the runtime would only push it out of sight.
RUST_BACKTRACE=0; export RUST_BACKTRACE

status=0
failed=""
began=$(date +%s)
check() {
  name=$1; shift
  printf '\n== %s: %s\n' "$name" "$*"
  start=$(date +%s)
  if "$@"; then
    printf -- '-- %s: ok in %s s\n' "$name" "$(($(date +%s) - start))"
  else
    code=$?
    printf -- '-- %s: FAILED with %s\n' "$name" "$code"
    [ "$status" -eq 0 ] && status=$code
    failed="$failed $name"
  fi
}

no_browser_build() { cargo clippy --locked --no-default-features --all-targets -- -D warnings; }
docs() { RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --document-private-items; }
scripts() { tests/sites/node_modules/.bin/eslint --config ci/eslint.config.js src tests ci/tests; }

check format      cargo fmt --check
check clippy      cargo clippy --locked --all-targets -- -D warnings
check no-browser  no_browser_build
check docs        docs
check deny        cargo deny --locked check bans licenses sources
check scripts     scripts
# In one process: each of its many small tests reads all rules, which a process each would do anew.
check data        cargo test --locked --test data
check tests       cargo nextest run --locked --profile ci -E 'not binary(browser) and not binary(data)'
check doc-tests   cargo test --locked --doc
check browser     cargo nextest run --locked --profile ci -E 'binary(browser)'
# After the tests, which have built the program that it runs.
check pipelines   sh ci/tests/lint.sh

printf '\n== all checks took %s s\n' "$(($(date +%s) - began))"
if [ "$status" -ne 0 ]; then printf 'failed:%s\n' "$failed"; fi
exit "$status"
