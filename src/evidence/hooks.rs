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
    /// How: replaced by the page, flooded, not allowed in this document, …
    pub why: String,
}
