# What counts in a run: each finding and indication that nobody waived, with whether it is new. Without a baseline, all are.
def reports: if type == "array" then .[] else . end;
def counted: select(.waived == null and (.verdict == "finding" or .verdict == "indication"));
def counting:
  [reports
    | (.baseline // null) as $baseline
    | (if (.target.kind // "url") == "url" then (.target.final_url // .target.url) else .target.given end) as $site
    | .findings[]
    | counted
    | . as $finding
    | { site: $site, rule, title, severity, verdict, state, message,
        new: ($baseline == null or ([$baseline.new[]? | if type == "object" then .fingerprint else . end] | index($finding.fingerprint) != null)) }];
