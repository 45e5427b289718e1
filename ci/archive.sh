#!/bin/sh
# Packs a built program for a release: consentinel-VERSION-TARGET.tar.gz with its checksum, as `cargo binstall` and
# ci/github/install.sh look for them.
#
#   sh ci/archive.sh [PROGRAM] [FOLDER]     otherwise target/release/consentinel, into target/archive
#
# The same program gives the same bytes: names are sorted, owners and times are the same for everybody.
set -eu
cd "$(dirname "$0")/.."
program=${1:-target/release/consentinel}
folder=${2:-target/archive}

version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml)
target=${CARGO_BUILD_TARGET:-$(rustc -vV | sed -n 's/^host: //p')}
name=consentinel-$version-$target

mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/$name"
install -m 755 "$program" "$work/$name/consentinel"
install -m 644 README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$work/$name/"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf - "$name" | gzip -9n >"$folder/$name.tar.gz"
(cd "$folder" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
printf '%s\n' "$folder/$name.tar.gz"
