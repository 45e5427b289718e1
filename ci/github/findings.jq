# What counts in a run: each finding and indication that nobody waived, with whether it is new. That is the program's word:
# the list `new` of `baseline`. Without a baseline all are; a baseline without such a list is an error and never "nothing is new".
def reports: if type == "array" then .[] else . end;
def counted: select(.waived == null and (.verdict == "finding" or .verdict == "indication"));
def news: if .baseline == null then null else [.baseline.new | if type == "array" then .[] else error("a baseline without its list of what is new") end | .fingerprint] end;
def counting:
  [reports
    | news as $news
    | (if (.target.kind // "url") == "url" then (.target.final_url // .target.url) else .target.given end) as $site
    | .findings[]
    | counted
    | . as $finding
    | { site: $site, rule, title, severity, verdict, state, message,
        new: ($news == null or ($news | index($finding.fingerprint)) != null) }];
