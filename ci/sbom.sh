#!/bin/sh
# Lists all that the program is made of (CycloneDX 1.5, JSON): each crate with version, licence, source and checksum.
#
#   sh ci/sbom.sh [FILE]     otherwise target/consentinel.cdx.json
#
# Made with `cargo cyclonedx`, which is installed below target/ where it is missing. It belongs beside the archive of a
# release and is not committed, for Cargo.lock says the same. Only what is linked into the program for this machine is
# listed: crates for tests and for building alone are not.
set -eu
cd "$(dirname "$0")/.."
file=${1:-target/consentinel.cdx.json}
tools=$PWD/target/tools
PATH="$tools/bin:$HOME/.cargo/bin:$PATH"; export PATH

if ! cargo cyclonedx --version >/dev/null 2>&1; then
  cargo install cargo-cyclonedx --version 0.5.9 --locked --root "$tools"
fi

# The same sources give the same bytes: the time is that of the last commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
target=${CARGO_BUILD_TARGET:-$(rustc -vV | sed -n 's/^host: //p')}

# The tool writes beside Cargo.toml, under a name of our choice.
cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps --target "$target" --override-filename consentinel-sbom
mkdir -p "$(dirname "$file")"
# Where the source lay on this machine is nobody's business, and would make the list another one elsewhere.
jq 'walk(if type == "string" then sub("path\\+file://[^#]*#"; "") | sub("[?]download_url=file://.*$"; "") else . end)' consentinel-sbom.json >"$file"
rm consentinel-sbom.json

# An empty list would be worse than none.
jq -e '.bomFormat == "CycloneDX" and (.components | length) > 50 and .metadata.component.name == "consentinel"' "$file" >/dev/null
printf '%s: %s components\n' "$file" "$(jq '.components | length' "$file")"
