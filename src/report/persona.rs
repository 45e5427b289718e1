//! For whom is printed.

use crate::policy::Verdict;

/// How much is printed of what failed. The report holds everything whoever reads it, and so does its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Persona {
    /// Findings alone.
    Regular,
    /// Findings and indications: what the exit code counts.
    #[default]
    Thorough,
    /// Reviews and information too.
    Auditor,
}

impl Persona {
    /// Everyone, from the one who sees least.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Thorough, Self::Auditor];

    /// Whether what failed by this word is printed.
    pub fn sees(self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Finding => true,
            Verdict::Indication => self >= Self::Thorough,
            Verdict::Review | Verdict::Info => self >= Self::Auditor,
        }
    }

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Thorough => "thorough",
            Self::Auditor => "auditor",
        }
    }
}
