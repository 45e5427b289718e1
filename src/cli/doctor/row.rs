//! What comes of a check, and of all.

use schemars::JsonSchema;
use serde::Serialize;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// An audit works, and something in it is worse than it could be.
    Warn,
    /// An audit does not work, or shows what no visitor would see.
    Wrong,
    /// It could not be told.
    Unknown,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In words.
    pub found: String,
    /// How it stands.
    pub verdict: Verdict,
    /// What to type or do.
    pub advice: Vec<String>,
}

impl Finding {
    /// As it should be.
    pub fn ok(found: impl Into<String>) -> Self {
        Self { found: found.into(), verdict: Verdict::Ok, advice: Vec::new() }
    }

    /// Worse than it could be, and what to do.
    pub fn warn<A: Into<String>>(found: impl Into<String>, advice: impl IntoIterator<Item = A>) -> Self {
        Self { verdict: Verdict::Warn, advice: advice.into_iter().map(Into::into).collect(), ..Self::ok(found) }
    }

    /// In the way, and what to do.
    pub fn wrong<A: Into<String>>(found: impl Into<String>, advice: impl IntoIterator<Item = A>) -> Self {
        Self { verdict: Verdict::Wrong, ..Self::warn(found, advice) }
    }

    /// It could not be told, and why.
    pub fn unknown(found: impl Into<String>) -> Self {
        Self { verdict: Verdict::Unknown, ..Self::ok(found) }
    }
}

/// A row of what `doctor` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// Id of the check; it stays the same.
    pub check: String,
    /// What was looked at.
    pub what: String,
    /// What was found.
    pub found: String,
    /// How it stands.
    pub verdict: Verdict,
    /// What to type or do, in order.
    pub advice: Vec<String>,
}

/// What `doctor --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Examination {
    /// Which kind of file it is.
    pub format: ExaminationFormat,
    /// Version of the program.
    pub tool: String,
    /// Whether an audit can be made here: the browser started and loaded a page.
    pub usable: bool,
    /// The checks, in order.
    pub checks: Vec<Row>,
}

/// Name and version of what `doctor --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExaminationFormat {
    /// `consentinel.doctor`.
    pub name: String,
    /// `1.x`.
    pub version: String,
}

impl Examination {
    /// Rows as what is printed.
    pub fn of(checks: Vec<Row>, usable: bool) -> Self {
        let format = ExaminationFormat { name: "consentinel.doctor".to_owned(), version: "1.0".to_owned() };
        Self { format, tool: env!("CARGO_PKG_VERSION").to_owned(), usable, checks }
    }
}
