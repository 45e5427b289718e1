//! Where a page kept our hooks from seeing what it did.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::visit::Phase;

/// One hook that one document defeated. What the hook would have explained stays unexplained; nothing is lost of the
/// jar and the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Defeat {
    /// In which phase it was noticed.
    pub phase: Phase,
    /// What was hooked: `document.cookie`, `Storage.setItem`, `cookieStore.set`, …
    pub hook: String,
    /// Address of the document.
    pub url: String,
    /// How.
    pub kind: DefeatKind,
    /// The same in a sentence, with what follows from it.
    pub why: String,
}

/// How a hook was defeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DefeatKind {
    /// The page put a function of its own before it. What goes through to the browser is seen all the same, but the
    /// page's own function stands first among the calls.
    Replaced,
    /// There was more than is recorded.
    Flooded,
    /// The document has no hooks.
    Absent,
    /// The hook could not be installed.
    Failed,
}

impl DefeatKind {
    /// Whether something may have happened of which nobody was told.
    pub fn loses(self) -> bool {
        self != Self::Replaced
    }
}
