//! What `doctor` found, for people.

use std::fmt::Write as _;

use super::row::{Row, Verdict};
use crate::policy::Severity;
use crate::report::Paint;

/// The rows, each with what to type.
pub fn page(rows: &[Row], paint: Paint) -> String {
    let widest = rows.iter().map(|row| row.what.chars().count()).max().unwrap_or_default();
    let mut page = String::new();
    for row in rows {
        let word = format!("{:<8}", row.verdict.word());
        let word = match row.verdict {
            Verdict::Ok => word,
            Verdict::Warn | Verdict::Unknown => paint.tag(&word, Severity::Medium),
            Verdict::Wrong => paint.tag(&word, Severity::Critical),
        };
        let _ = writeln!(page, "{word} {:<widest$}  {}", row.what, shown(&row.found));
        for advice in &row.advice {
            let _ = writeln!(page, "{:<8} {:<widest$}  > {}", "", "", shown(advice));
        }
    }
    page
}

/// How many rows want to be looked at, in a sentence.
pub fn summary(rows: &[Row]) -> String {
    let count = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    match (count(Verdict::Wrong), count(Verdict::Warn)) {
        (0, 0) => "Everything that an audit needs works here.".to_owned(),
        (0, warned) => format!("Audits work here. What could be better: {warned}, marked `warn`."),
        (wrong, warned) => {
            format!("The browser works here, but {wrong} marked `wrong` will mislead audits; {warned} marked `warn`.")
        }
    }
}

/// Variables and paths may hold what commands a terminal.
fn shown(text: &str) -> String {
    crate::report::clean(text)
}
