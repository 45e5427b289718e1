//! The knowledge that the scenes are read with.

use consentinel::knowledge::{Knowledge, SourceText};

const TEXTS: &[(&str, &str)] = &[
    (
        "cookies/google-analytics.yaml",
        r#"
vendor: google-analytics
name: Google Analytics
sources: ["https://developers.google.com/analytics/devguides/collection/analyticsjs/cookie-usage"]
date: "2026-11-25"
hosts: [google-analytics.com, googletagmanager.com]
cookies:
  - names: [_ga]
    place: cookie
    purpose: analytics
    kind: measurement
    party: first
    lifetime: 2 years
    identifies: true
    summary: Tells visitors apart over all their visits.
"#,
    ),
    (
        "trackers/google-analytics.yaml",
        r#"
vendor: google-analytics
name: Google Analytics
owner: Google LLC
purpose: analytics
sources: ["https://developers.google.com/analytics/devguides/collection/protocol/ga4"]
date: "2026-11-25"
hosts:
  - { host: google-analytics.com, what: other }
endpoints:
  - { path: /g/collect, what: endpoint }
"#,
    ),
];

const SUBJECTS: &str = include_str!("../../../rules/subjects/en.yaml");
const DECLARATIONS: &str = include_str!("../../../rules/declarations/words.yaml");

/// A few entries, so that tests do not change when the built-in knowledge grows.
pub fn small() -> Knowledge {
    let texts: Vec<SourceText> = TEXTS
        .iter()
        .map(|(path, text)| SourceText { path: (*path).to_owned(), text: text.trim_start().to_owned() })
        .collect();
    let declarations = SourceText { path: "declarations/words.yaml".to_owned(), text: DECLARATIONS.to_owned() };
    let subjects = SourceText { path: "subjects/en.yaml".to_owned(), text: SUBJECTS.to_owned() };
    let texts: Vec<SourceText> = texts.into_iter().chain([declarations, subjects]).collect();
    Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{errors:?}"))
}
