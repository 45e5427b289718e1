//! From where on findings make a run fail.

use std::fmt;
use std::str::FromStr;

use crate::policy::{Confidence, Severity, Verdict};
use crate::yaml::suggest;

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
        finding.waived.is_none()
            && finding.severity <= self.severity
            && finding.confidence <= self.confidence
            && matches!(finding.verdict, Verdict::Finding | Verdict::Indication)
    }
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

/// What is wrong with a word that should be a threshold, with the words that there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoThreshold {
    message: String,
    /// The nearest words.
    pub help: String,
}

impl fmt::Display for NoThreshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NoThreshold {}

impl FromStr for Threshold {
    type Err = NoThreshold;

    /// Reads `SEVERITY` or `SEVERITY:CONFIDENCE`.
    fn from_str(word: &str) -> Result<Self, NoThreshold> {
        let (severity, confidence) = word.split_once(':').map_or((word, None), |(one, two)| (one, Some(two)));
        let severity = Severity::ALL.iter().find(|known| known.word() == severity).ok_or_else(|| NoThreshold {
            message: format!("`{severity}` is no severity"),
            help: suggest(severity, Severity::ALL.iter().map(|known| known.word())),
        })?;
        let confidence = match confidence {
            None => Confidence::Low,
            Some(word) => *Confidence::ALL.iter().find(|known| known.word() == word).ok_or_else(|| NoThreshold {
                message: format!("`{word}` is no confidence"),
                help: suggest(word, Confidence::ALL.iter().map(|known| known.word())),
            })?,
        };
        Ok(Self { severity: *severity, confidence })
    }
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
        for (word, says, help) in [
            ("hihg", "`hihg` is no severity", "did you mean `high`"),
            ("high:lo", "`lo` is no confidence", "known: high, low, medium"),
            ("high:", "`` is no confidence", "known"),
            ("", "`` is no severity", "known"),
            ("high:high:high", "is no confidence", "high"),
        ] {
            let refused = word.parse::<Threshold>().unwrap_err();
            assert!(refused.to_string().contains(says) && refused.help.contains(help), "{word}: {refused:?}");
        }
    }
}
