//! Findings as results, worst first, each at the line of its site.

use serde_json::{Value, json};

use super::super::told::{self, Level, unlinked};
use super::Flavour;
use super::rules::{Rules, level};
use crate::policy::Verdict;
use crate::report::clean::clean;
use crate::report::document::cut;
use crate::report::form::FindingForm;
use crate::report::run::{Anchor, Judged, Run};
use crate::report::since::Since;
use crate::report::words::word;

/// Longest message in GitHub's flavour, characters: with the most results that it takes in, well below the 10 MB of a
/// packed file.
const GITHUB_MESSAGE: usize = 1_000;

/// The findings of all reports; in GitHub's flavour without what is waived.
pub(super) fn findings(run: &Run<'_>, rules: &Rules<'_>, flavour: Flavour) -> Vec<Value> {
    let mut all: Vec<(Level, Value)> = Vec::new();
    for judged in run.judged() {
        for (finding, _) in judged.findings() {
            if flavour == Flavour::Plain || finding.waived.is_none() {
                all.push((Level::of_finding(finding), result(&judged, finding, rules, flavour)));
            }
        }
    }
    all.sort_by_key(|(level, _)| *level);
    all.into_iter().map(|(_, result)| result).collect()
}

/// Rules that could not tell: evaluated, and not enough was known to decide.
pub(super) fn open(run: &Run<'_>, rules: &Rules<'_>) -> Vec<Value> {
    let mut all = Vec::new();
    for judged in run.judged() {
        for (rule, reason) in told::undetermined(&judged) {
            let url = clean(&judged.report.target.called());
            all.push(json!({
                "ruleId": rule,
                "ruleIndex": rules.place(rule),
                "kind": "open",
                "level": "none",
                "message": { "text": unlinked(&format!("could not be determined: {reason} ({url})")) },
                "locations": [location(&judged.anchor)],
                "partialFingerprints": fingerprints(&judged, rule, "could not be determined"),
                "suppressions": [],
            }));
        }
    }
    all
}

fn result(judged: &Judged<'_>, finding: &FindingForm, rules: &Rules<'_>, flavour: Flavour) -> Value {
    let message = told::message(judged, finding);
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.place(&finding.rule),
        "locations": [location(&judged.anchor)],
        "partialFingerprints": fingerprints(judged, &finding.rule, &finding.fingerprint),
        "properties": properties(judged, finding),
    });
    if let Some(since) = judged.standings.since(finding) {
        let state = if since == Since::Unchanged { "unchanged" } else { "new" };
        result["baselineState"] = state.into();
    }
    match flavour {
        Flavour::Github => {
            result["level"] = level(Level::of_finding(finding)).into();
            result["message"] = json!({ "text": unlinked(&cut(&message, GITHUB_MESSAGE)) });
        }
        Flavour::Plain => {
            let (kind, level) = match finding.verdict {
                Verdict::Finding | Verdict::Indication => ("fail", level(Level::of_finding(finding))),
                Verdict::Review => ("review", "none"),
                Verdict::Info => ("informational", "none"),
            };
            result["kind"] = kind.into();
            result["level"] = level.into();
            result["message"] = json!({ "text": unlinked(&message) });
            let waiver = told::waiver(finding);
            let waiver =
                waiver.map(|why| json!({ "kind": "external", "status": "accepted", "justification": unlinked(&why) }));
            result["suppressions"] = waiver.into_iter().collect();
        }
    }
    result
}

fn properties(judged: &Judged<'_>, finding: &FindingForm) -> Value {
    let target = &judged.report.target;
    let evidence: Vec<&str> = finding.witnesses.iter().map(|witness| witness.evidence.as_str()).collect();
    json!({
        "url": clean(&target.url),
        "finalUrl": target.final_url.as_deref().map(clean),
        "state": finding.state,
        "severity": word(&finding.severity),
        "confidence": word(&finding.confidence),
        "verdict": word(&finding.verdict),
        "profiles": finding.profiles,
        "law": finding.law.iter().map(|law| law.id.as_str()).collect::<Vec<_>>(),
        "remedy": clean(&finding.remedy),
        "softened": finding.softened.iter().map(|why| clean(why)).collect::<Vec<_>>(),
        "evidence": evidence,
    })
}

/// GitHub follows an alert by its own name; where none is given it makes one of the line, which is the same for all
/// findings of a site.
fn fingerprints(judged: &Judged<'_>, rule: &str, fingerprint: &str) -> Value {
    json!({
        "primaryLocationLineHash": format!("{}:1", &told::name(&[judged.site(), rule, fingerprint])[..16]),
        "consentinelFinding/v1": fingerprint,
    })
}

/// The line of the site, with every field of a region.
pub(super) fn location(anchor: &Anchor) -> Value {
    let mut region = json!({
        "startLine": anchor.line,
        "startColumn": anchor.column,
        "endLine": anchor.line,
        "endColumn": anchor.end_column(),
    });
    if let Some(text) = &anchor.text {
        region["snippet"] = json!({ "text": clean(text) });
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&anchor.file) }, "region": region } })
}

/// A path as relative address.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_relative_addresses() {
        assert_eq!(uri("a b/ä#?.yaml"), "a%20b/%C3%A4%23%3F.yaml");
        assert_eq!(uri("c:d"), "c%3Ad");
    }
}
