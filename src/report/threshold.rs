//! From where on findings make a run fail.

use std::fmt;
use std::str::FromStr;

use crate::engine::Waiver;
use crate::policy::{Confidence, Severity, Verdict};

use super::form::FindingForm;

/// The least severity, and the least confidence, of findings that make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// The lowest severity that counts.
    pub severity: Severity,
    /// The lowest confidence that counts.
    pub confidence: Confidence,
}

/// The threshold where nobody names one.
pub const DEFAULT_THRESHOLD: Threshold = Threshold { severity: Severity::High, confidence: Confidence::Low };

impl Threshold {
    /// Whether a finding counts: no exception waives it, its verdict is `finding` or `indication`, and its severity and
    /// confidence reach the threshold.
    pub fn counts(self, finding: &FindingForm) -> bool {
        can_count(finding.verdict, finding.waived.as_ref())
            && finding.severity <= self.severity
            && finding.confidence <= self.confidence
    }
}

/// Whether something could count at any threshold: no exception waives it, and its verdict is `finding` or
/// `indication`. Whatever tells a number of findings counts these.
pub fn can_count(verdict: Verdict, waived: Option<&Waiver>) -> bool {
    waived.is_none() && matches!(verdict, Verdict::Finding | Verdict::Indication)
}

/// A severity alone counts at any confidence.
impl From<Severity> for Threshold {
    fn from(severity: Severity) -> Self {
        Self { severity, confidence: Confidence::Low }
    }
}

/// As it is written: `high`, `high:medium`.
impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.confidence {
            Confidence::Low => write!(f, "{}", self.severity),
            confidence => write!(f, "{}:{confidence}", self.severity),
        }
    }
}

/// A word that should be part of a threshold, and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoThreshold {
    what: &'static str,
    /// The word.
    pub word: String,
    /// The words that there are.
    pub known: Vec<&'static str>,
}

impl fmt::Display for NoThreshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no {}", self.word, self.what)
    }
}

impl std::error::Error for NoThreshold {}

impl FromStr for Threshold {
    type Err = NoThreshold;

    /// Reads `SEVERITY` or `SEVERITY:CONFIDENCE`.
    fn from_str(text: &str) -> Result<Self, NoThreshold> {
        let (severity, confidence) = text.split_once(':').map_or((text, None), |(one, two)| (one, Some(two)));
        let known = Severity::ALL.iter().map(|known| (known.word(), *known)).collect();
        let severity = one_of(severity, "severity", known)?;
        let known = Confidence::ALL.iter().map(|known| (known.word(), *known)).collect();
        let confidence = confidence.map_or(Ok(Confidence::Low), |word| one_of(word, "confidence", known))?;
        Ok(Self { severity, confidence })
    }
}

fn one_of<T: Copy>(word: &str, what: &'static str, known: Vec<(&'static str, T)>) -> Result<T, NoThreshold> {
    let found = known.iter().find(|(name, _)| *name == word).map(|(_, one)| *one);
    let words = || known.iter().map(|(name, _)| *name).collect();
    found.ok_or_else(|| NoThreshold { what, word: word.to_owned(), known: words() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_read_as_it_is_written() {
        for word in ["critical", "high", "info", "high:high", "medium:medium"] {
            assert_eq!(word.parse::<Threshold>().unwrap().to_string(), word);
        }
        assert_eq!("low:low".parse::<Threshold>().unwrap(), Threshold::from(Severity::Low));
        for (word, says, known) in [
            ("hihg", "`hihg` is no severity", "high"),
            ("high:lo", "`lo` is no confidence", "low"),
            ("high:", "`` is no confidence", "medium"),
            ("", "`` is no severity", "critical"),
            ("high:high:high", "`high:high` is no confidence", "high"),
        ] {
            let refused = word.parse::<Threshold>().unwrap_err();
            assert_eq!(refused.to_string(), says);
            assert!(refused.known.contains(&known), "{refused:?}");
        }
    }
}
