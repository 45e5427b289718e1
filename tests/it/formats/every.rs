//! Every format over the same reports: nothing is dropped, nothing of a page is obeyed.

use consentinel::policy::Verdict;
use consentinel::report::*;

use crate::report_scene as scene;

pub fn text(format: Format, reports: &[Report]) -> String {
    let exit = verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    render(format, reports, &exit, Look { width: None, paint: Paint::Off, persona: Persona::Auditor })
}

const MACHINE: [Format; 7] = [
    Format::Csv,
    Format::Sarif,
    Format::SarifGithub,
    Format::Junit,
    Format::Github,
    Format::GithubSummary,
    Format::Gitlab,
];

/// Invariant 6: no format drops a finding. GitHub's SARIF leaves out what is waived, and says how much.
#[test]
fn invariant_6_every_finding_is_in_every_format() {
    let reports = [scene::leaky().report()];
    for format in MACHINE {
        let text = text(format, &reports);
        for finding in &reports[0].findings {
            let there = text.contains(&finding.fingerprint) && text.contains(&finding.rule);
            let waived = format == Format::SarifGithub && finding.waived.is_some();
            assert!(there || waived, "{format:?}: {} is not in\n{text}", finding.fingerprint);
        }
        assert!(reports[0].findings.iter().any(|finding| finding.waived.is_some()));
        assert!(reports[0].findings.iter().any(|finding| finding.verdict == Verdict::Review));
        assert!(text.contains("the second layer could not be opened"), "{format:?} drops what could not be told");
    }
    assert!(text(Format::SarifGithub, &reports).contains("1 finding is left out: exceptions waive them"));
}

/// What was not observed is told by every format: none of them reads as clean.
#[test]
fn a_site_that_was_not_reached_is_clean_in_no_format() {
    let reports = [scene::down().report()];
    for (_, format) in Format::ALL {
        let text = text(format, &reports);
        assert!(
            text.contains("ERR_CONNECTION_REFUSED") || text.contains("ERR\\_CONNECTION\\_REFUSED"),
            "{format:?}:\n{text}"
        );
    }
}
