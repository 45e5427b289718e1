#!/bin/sh
# Audits, says what the exit code means, and leaves with it, so that a pipeline fails where it must.
#
#   sh audit.sh [arguments of `consentinel audit`]
#
# Environment, all of it optional:
#   CONSENTINEL                the program; otherwise `consentinel` on the PATH
#   CONSENTINEL_OUTPUT         folder for all that is written; otherwise consentinel-reports
#   CONSENTINEL_BASELINE       report of a run that was accepted: only what is new fails. While there is no such file
#                              nothing is known yet and everything counts
#   CONSENTINEL_COMPLETE_ONLY  names of files in that folder, apart by spaces, that are removed after an incomplete run:
#                              lists in which somebody else reads what is missing as mended (SARIF, code quality)
#
# In that folder there always are consentinel.json (the reports of the whole run), consentinel.sarif (the same as SARIF) and
# outcome.json (`exit_code`, and `complete`, which is true only where all is known to have been observed). Exit codes are
# those of `consentinel`.
set -eu

program=${CONSENTINEL:-consentinel}
folder=${CONSENTINEL_OUTPUT:-consentinel-reports}
baseline=${CONSENTINEL_BASELINE:-}
report=$folder/consentinel.json
log=$folder/consentinel.sarif

say() { printf 'consentinel: %s\n' "$*" >&2; }

if ! command -v "$program" >/dev/null 2>&1; then
  say "there is no program '$program'. Install it, or name it in CONSENTINEL."
  exit 127
fi

case $baseline in
  "$report" | "./$report")
    say "the baseline $baseline is the file of the last run, which this one replaces. Keep a copy under another name."
    exit 2
    ;;
esac

# What an earlier run left must never be read as this one's: the files of the whole run, those that --write names, and the
# reports of sites. Evidence stays until the next run replaces it. What consentinel.yaml has under `write` only the program knows.
mkdir -p "$folder"
rm -f "$report" "$log" "$folder/outcome.json"
for name in ${CONSENTINEL_COMPLETE_ONLY:-}; do rm -f "$folder/$name"; done
case $baseline in
  "$folder"/*/* | "./$folder"/*/*) ;; # It lies in the folder of a site.
  *) rm -f "$folder"/*/report.json "$folder"/*/report.md "$folder"/*/report.html ;;
esac
before=
for word in "$@"; do
  case $before$word in
    --write=*=* | --write\ *=*)
      file=${word#--write=}
      file=${file#*=}
      if [ "$file" != "$baseline" ] && [ -f "$file" ]; then rm -f "$file"; fi
      ;;
    -- | *\ --) break ;;
  esac
  before=
  if [ "$word" = --write ]; then before='--write '; fi
done

set -- --output "$folder" --write "json=$report" --write "sarif=$log" "$@"
if [ -n "$baseline" ]; then
  if [ -e "$baseline" ]; then
    set -- --baseline "$baseline" "$@"
  else
    say "there is no baseline '$baseline' yet, so that everything counts. To accept what this run found, keep $report under that name."
    set -- --no-baseline "$@"
  fi
fi

code=0
"$program" audit "$@" || code=$?

# 1 goes before 3, so that the exit code alone does not tell. The reports tell of their own sites, the log also of those of
# which there is no report. Without one of them, or without jq to read them, the run is not known to be complete.
is_complete() {
  [ -s "$report" ] && [ -s "$log" ] && jq -e -n --slurpfile reports "$report" --slurpfile log "$log" '
    [$reports[] | if type == "array" then .[] else . end | .complete] as $complete
    | [$log[].runs[].invocations[]] as $runs
    | ($complete | length > 0 and all) and ($runs | length > 0)
      and ([$runs[].toolExecutionNotifications[]? | select(.descriptor.id == "not-observed")] == [])' >/dev/null 2>&1
}
complete=false
if is_complete; then complete=true; fi
printf '{"exit_code": %s, "complete": %s}\n' "$code" "$complete" >"$folder/outcome.json"

if [ "$complete" = false ]; then
  for name in ${CONSENTINEL_COMPLETE_ONLY:-}; do
    if [ -e "$folder/$name" ]; then
      rm -f "$folder/$name"
      say "$name was removed: the run is not known to be complete, and what is missing in it would be read as mended."
    fi
  done
fi

case $code in
  0) if [ "$complete" = true ]; then say "exit code 0: the line above says what was found and what counted."
     else say "exit code 0, and the run is not known to be complete: what could not be observed is told above."; fi ;;
  1) say "there are findings at or above the threshold (exit code 1)." ;;
  2) say "usage, configuration or policy was refused; see above (exit code 2)." ;;
  3) say "something could not be observed: this run says nothing of it, neither good nor bad (exit code 3)." ;;
  4) say "no usable browser: 'consentinel doctor' tells what to do (exit code 4)." ;;
  130) say "interrupted (exit code 130)." ;;
  *) say "ended with the exit code $code, which it should not: treat it as a failure." ;;
esac
exit "$code"
