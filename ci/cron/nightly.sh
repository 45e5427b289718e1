#!/bin/sh
# One audit a call, for cron and systemd: each in a folder of its own that is named by its time, with only one under way.
#
#   sh nightly.sh FOLDER [arguments of `consentinel audit`]
#
# FOLDER/runs/<time>/   reports, evidence and the log of that run; `consentinel history FOLDER/runs` reads them
# FOLDER/latest         leads to the newest run, whatever came of it
# FOLDER/baseline.json  if you put it there: only what is new against it fails. It is never replaced by a run: otherwise
#                       a regression would be news for one night and accepted from the next one on
#
# Environment: CONSENTINEL_KEEP is how many runs are kept (90); AUDIT is the script that audits (../shell/audit.sh).
# What is printed is short where all is well, so that cron writes a mail that is worth reading. Exit codes are those of
# `consentinel`, and 75 where another run is still under way.
set -eu

folder=${1:?"usage: nightly.sh FOLDER [arguments of consentinel audit]"}
shift
keep=${CONSENTINEL_KEEP:-90}
audit=${AUDIT:-$(dirname "$0")/../shell/audit.sh}

case $keep in
  '' | *[!0-9]* | 0) echo "nightly: CONSENTINEL_KEEP must be a number above 0, and is '$keep'." >&2; exit 2 ;;
esac

mkdir -p "$folder/runs"
exec 9>"$folder/lock"
if ! flock -n 9; then
  echo "nightly: another run in $folder is still under way." >&2
  exit 75
fi

run=$folder/runs/$(date -u +%Y-%m-%dT%H-%M-%SZ)
# Two runs in one second would share a folder.
if ! mkdir "$run"; then exit 75; fi

CONSENTINEL_OUTPUT=$run
export CONSENTINEL_OUTPUT
if [ -e "$folder/baseline.json" ]; then
  CONSENTINEL_BASELINE=$folder/baseline.json
  export CONSENTINEL_BASELINE
fi

code=0
sh "$audit" --color never "$@" >"$run/log.txt" 2>&1 9>&- || code=$?
ln -sfn "runs/${run##*/}" "$folder/latest"

if [ "$code" -ne 0 ]; then
  cat "$run/log.txt"
  printf '\nnightly: exit code %s. Reports and evidence: %s\n' "$code" "$run"
fi

# Names of times sort as times do, and they hold no character that a shell would split at.
excess=$(find "$folder/runs" -mindepth 1 -maxdepth 1 -type d -name '????-??-??T??-??-??Z' | LC_ALL=C sort -r | tail -n "+$((keep + 1))")
if [ -n "$excess" ]; then
  printf '%s\n' "$excess" | while IFS= read -r old; do rm -rf -- "$old"; done
fi
exit "$code"
