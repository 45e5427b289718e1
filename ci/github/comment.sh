#!/usr/bin/env bash
# Says on the pull request what is new: one comment, found again by its hidden first line and written anew by each run.
# Where nothing is new and nothing was ever said, nothing is said. A comment that cannot be written fails nothing: the
# summary holds the same, and the exit code is what gates.
set -euo pipefail

report=$RUNNER_TEMP/consentinel-reports/consentinel.json
[[ -s $report ]] || exit 0
[[ $PULL_REQUEST =~ ^[0-9]+$ ]] || exit 0
marker="<!-- consentinel ${CATEGORY//[^0-9A-Za-z_.-]/-} -->"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The token goes by a file descriptor: arguments can be read by every process of the machine.
api() {
  local method=$1 path=$2
  shift 2
  curl --silent --show-error --fail --request "$method" --config <(printf 'header = "Authorization: Bearer %s"\n' "$GITHUB_TOKEN") \
    --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' "$@" \
    "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$path"
}
unsaid() {
  printf '::notice title=Consentinel::The comment could not be %s. It needs "pull-requests: write", which pull requests from forks never have. The summary of this run holds the same.\n' "$1"
  exit 0
}

# Ours is a comment that begins with the marker, by a bot or by somebody who belongs here: anybody else may write one too.
earlier=""
for ((page = 1; page <= 30; page++)); do
  api GET "issues/$PULL_REQUEST/comments?per_page=100&page=$page" --output "$work/comments.json" 2>"$work/why" || { cat "$work/why"; unsaid "looked for"; }
  earlier=$(jq -r --arg marker "$marker" '[.[] | select((.body // "") | startswith($marker))
    | select(.user.type == "Bot" or (.author_association | IN("OWNER", "MEMBER", "COLLABORATOR"))) | .id][0] // empty' "$work/comments.json")
  if [[ -n $earlier ]] || (($(jq length "$work/comments.json") < 100)); then break; fi
done

new=$(jq -L "$GITHUB_ACTION_PATH" -r -f "$GITHUB_ACTION_PATH/counts.jq" "$report" | cut -d ' ' -f 2)
if ((new == 0)) && [[ -z $earlier ]]; then exit 0; fi

jq -L "$GITHUB_ACTION_PATH" -r --arg marker "$marker" --arg run "$RUN_URL" --arg commit "$COMMIT" --arg complete "$COMPLETE" -f "$GITHUB_ACTION_PATH/comment.jq" "$report" >"$work/body.md"
jq -Rs '{body: .}' "$work/body.md" >"$work/body.json"
if [[ -n $earlier ]]; then
  api PATCH "issues/comments/$earlier" --data-binary "@$work/body.json" --output /dev/null 2>"$work/why" || { cat "$work/why"; unsaid "written"; }
else
  api POST "issues/$PULL_REQUEST/comments" --data-binary "@$work/body.json" --output /dev/null 2>"$work/why" || { cat "$work/why"; unsaid "written"; }
fi
