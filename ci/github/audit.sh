#!/usr/bin/env bash
# Audits with the inputs of the action, which all come by environment and never by text in a script. Writes the outputs,
# the annotations and the summary, and ends well whatever the exit code of the audit: the action's last step leaves with it.
set -euo pipefail

folder=$RUNNER_TEMP/consentinel-reports
report=$folder/consentinel.json
here=$GITHUB_ACTION_PATH

refuse() {
  printf '::error title=Consentinel::%s\n' "$1"
  exit 2
}

# One argument a line, without a shell's ideas about words.
lines() {
  local -n into=$1
  local line
  while read -r line || [[ -n $line ]]; do
    line=${line%$'\r'}
    if [[ -n $line ]]; then into+=("$line"); fi
  done <<<"$2"
}

targets=() extra=()
lines targets "${INPUT_TARGETS:-}"
lines extra "${INPUT_ARGS:-}"

case ${INPUT_SARIF:-complete} in
  complete) complete_only="code-scanning.sarif" ;;
  always | never) complete_only="" ;;
  *) refuse "The input 'sarif' must be complete, always or never." ;;
esac
case ${INPUT_COMMENT:-new} in new | never) ;; *) refuse "The input 'comment' must be new or never." ;; esac

rm -rf "$folder"
mkdir -p "$folder"
arguments=(--format table --color never)
arguments+=(--write "sarif-github=$folder/code-scanning.sarif")
arguments+=(--write "github=$folder/annotations.txt" --write "github-summary=$folder/summary.md")
if [[ -n ${INPUT_CONFIG:-} ]]; then arguments+=("--config=$INPUT_CONFIG"); fi
if [[ -n ${INPUT_PROFILE:-} ]]; then arguments+=("--profile=$INPUT_PROFILE"); fi
if [[ -n ${INPUT_FAIL_ON:-} ]]; then arguments+=("--fail-on=$INPUT_FAIL_ON"); fi
if [[ -n ${INPUT_CHROME:-} ]]; then arguments+=("--chrome=$INPUT_CHROME"); fi
arguments+=("${extra[@]}")
if ((${#targets[@]})); then arguments+=(-- "${targets[@]}"); fi

# The tables quote pages, and a line of the log that begins with two colons would be a command to the runner: until this
# word, which no page can know, it heeds none.
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '::group::Consentinel\n::stop-commands::%s\n' "$word"
code=0
CONSENTINEL_OUTPUT=$folder CONSENTINEL_BASELINE=${INPUT_BASELINE:-} CONSENTINEL_COMPLETE_ONLY=$complete_only \
  sh "$here/../shell/audit.sh" "${arguments[@]}" 2>&1 || code=$?
printf '\n::%s::\n::endgroup::\n' "$word"

if [[ -s $folder/annotations.txt ]]; then cat "$folder/annotations.txt"; fi

complete=$(jq -r .complete "$folder/outcome.json" 2>/dev/null || echo false)
# Without a report nothing was found out, and a run without one never counts as good.
if [[ -s $report ]]; then
  # A report that cannot be counted leaves both empty: an unknown number, never none.
  read -r findings new < <(jq -L "$here" -r -f "$here/counts.jq" "$report") || findings="" new=""
else
  findings="" new=""
  if ((code == 0)); then code=3; fi
fi

case $code in
  0 | 1) meaning="" ;;
  2) meaning="Usage, configuration or policy was refused. The log says where." ;;
  3) meaning="Something could not be observed. This run says nothing of it, neither good nor bad." ;;
  4) meaning="There is no usable browser: nothing was audited, or a PDF could not be printed." ;;
  *) meaning="The audit ended with the exit code $code, which it should not." ;;
esac
{
  if [[ -s $folder/summary.md ]]; then cat "$folder/summary.md"; fi
  if [[ -n $meaning ]]; then printf '\n**Exit code %s.** %s\n' "$code" "$meaning"; fi
} >>"$GITHUB_STEP_SUMMARY"

sarif=""
if [[ ${INPUT_SARIF:-complete} != never && -s $folder/code-scanning.sarif ]]; then sarif=$folder/code-scanning.sarif; fi
# The runner shows ten errors of a step. Where there are annotations they say it themselves.
if [[ -n $meaning && ! -s $folder/annotations.txt ]]; then printf '::error title=Consentinel, exit code %s::%s\n' "$code" "$meaning"; fi

# Names of artifacts may not hold slashes, colons and the like. What had some keeps apart from its like by a digest.
category=${INPUT_CATEGORY:-consentinel}
artifact=${category//[^0-9A-Za-z_. -]/-}
if [[ $artifact != "$category" ]]; then artifact+=-$(printf '%s' "$category" | sha256sum | cut -c 1-8); fi

{
  printf 'exit-code=%s\n' "$code"
  printf 'complete=%s\n' "$complete"
  printf 'findings=%s\n' "$findings"
  printf 'new=%s\n' "$new"
  printf 'reports=%s\n' "$folder"
  printf 'sarif=%s\n' "$sarif"
  printf 'artifact=%s\n' "$artifact"
} >>"$GITHUB_OUTPUT"
