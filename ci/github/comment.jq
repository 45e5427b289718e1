# The comment on a pull request. Rules are ours; what pages say stands as code, where it can neither mention nor link nor
# draw, and is cut.
include "findings";

def code: tostring | gsub("[`|<>\\\\\\p{C}\\p{Z}]+"; " ") | if length > 160 then .[:160] + "…" else . end | "`" + . + "`";
def plain: tostring | gsub("[^\\p{L}\\p{N} ,.()'-]"; " ");
def rank: {critical: 0, high: 1, medium: 2, low: 3}[.severity] // 4;

counting as $all
| [$all[] | select(.new)] as $new
| ($new | length) as $count
| [
    $marker,
    (if $count == 0 then "**Consentinel** observed no new finding in the last run on this pull request."
     elif $count == 1 then "**Consentinel** observed one new finding."
     else "**Consentinel** observed \($count) new findings." end),
    (if $complete == "true" then empty else "", "The run is **incomplete**: something could not be observed, and nothing is said of it. The summary of the run says what." end),
    (if $count == 0 then empty else
      "", "| severity | rule | where | observed |", "| --- | --- | --- | --- |",
      ($new | sort_by(rank) | .[:20][] | "| \(.severity | plain) | \(.rule | code) \(.title | plain) | \(.site | code), state \(.state | code) | \(.message | code) |")
    end),
    (if $count > 20 then "", "And \($count - 20) more, in the reports of the run." else empty end),
    "",
    "[The run with its reports](\($run)) on \($commit[:12] | code). It tells what was observed in one run and from one place, and is no legal assessment."
  ]
| join("\n")
