#!/usr/bin/env bash
# Brings `consentinel` to the PATH of the steps that follow.
#
#   install.sh key    tells the cache by which name a program built from this source is kept
#   install.sh        installs what CONSENTINEL_VERSION says: nothing = built from the source beside this action, exactly
#                     as it was pinned; `path` = what is on the PATH already; else the released archive of that version
set -euo pipefail

source_folder=$(cd "$GITHUB_ACTION_PATH/../.." && pwd)
bin=$RUNNER_TEMP/consentinel-program/bin
version=${CONSENTINEL_VERSION:-}

refuse() {
  printf '::error title=Consentinel::%s\n' "$1"
  exit 2
}

# Everything that the build reads, by content.
key() {
  local digest
  digest=$(cd "$source_folder" \
    && find Cargo.toml Cargo.lock build.rs rust-toolchain.toml src rules reports ci/shell/audit.sh -type f -print0 \
    | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-32)
  printf 'key=consentinel-%s-%s-%s\n' "$RUNNER_OS" "$RUNNER_ARCH" "$digest" >>"$GITHUB_OUTPUT"
}

from_source() {
  if [[ -x $bin/consentinel ]]; then
    echo "Taken from the cache: built from the same source."
    return
  fi
  command -v cargo >/dev/null || refuse "Building needs Rust. Install it in an earlier step, or name a released version in the input 'version'."
  # In the source's own folder, so that rustup takes the toolchain that it names.
  (cd "$source_folder" && cargo install --locked --path . --root "${bin%/bin}" --target-dir "$RUNNER_TEMP/consentinel-build")
  rm -rf "$RUNNER_TEMP/consentinel-build"
}

triple() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo x86_64-unknown-linux-gnu ;;
    Linux-aarch64) echo aarch64-unknown-linux-gnu ;;
    Darwin-x86_64) echo x86_64-apple-darwin ;;
    Darwin-arm64) echo aarch64-apple-darwin ;;
    *) return 1 ;;
  esac
}

from_release() {
  local target name address protocols folder
  version=${version#v}
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+([.-][0-9A-Za-z.-]+)?$ ]] || refuse "The input 'version' is neither empty nor 'path' nor a version like 0.1.0."
  [[ ${CONSENTINEL_REPOSITORY:-} =~ ^[0-9A-Za-z_.-]+/[0-9A-Za-z_.-]+$ ]] || refuse "It is not known whose releases to take. Name OWNER/REPOSITORY in the input 'repository'."
  target=$(triple) || refuse "There are no released programs for this machine. Leave the input 'version' empty to build one."
  name=consentinel-$version-$target
  # A mirror may stand in the environment of a runner of your own; GitHub's releases come by TLS or not at all.
  protocols='=https'
  if [[ -n ${CONSENTINEL_RELEASES:-} ]]; then protocols='=https,http,file'; fi
  address=${CONSENTINEL_RELEASES:-$GITHUB_SERVER_URL/$CONSENTINEL_REPOSITORY/releases/download}/v$version
  folder=$(mktemp -d)
  for file in "$name.tar.gz" "$name.tar.gz.sha256"; do
    curl --proto "$protocols" --fail --silent --show-error --location --retry 3 --output "$folder/$file" "$address/$file" \
      || refuse "The release v$version has no file $file for this machine. Leave the input 'version' empty to build one."
  done
  (cd "$folder" && sha256sum --check --strict "$name.tar.gz.sha256") || refuse "The archive is not the one that its checksum was made of."
  tar -xzf "$folder/$name.tar.gz" -C "$folder"
  mkdir -p "$bin"
  install -m 755 "$folder/$name/consentinel" "$bin/consentinel"
  rm -rf "$folder"
}

if [[ ${1:-} == key ]]; then
  key
  exit
fi
case $version in
  "") from_source ;;
  path)
    command -v consentinel >/dev/null || refuse "The input 'version' says 'path', and there is no consentinel on the PATH."
    exit
    ;;
  *) from_release ;;
esac
printf '%s\n' "$bin" >>"$GITHUB_PATH"
"$bin/consentinel" --version
