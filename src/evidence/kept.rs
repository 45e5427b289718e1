//! How evidence was kept: what of it was replaced, left out, or never lived through. Ordinary evidence has none of this.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::visit::State;

/// What was done to evidence between its gathering and its bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Kept {
    /// Set if values were replaced by salted digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Redacted>,
    /// The size that the bundle was to keep within, bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_limit: Option<u64>,
    /// What was left out to keep within it, in the order in which it was dropped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
    /// States that were to be lived through when the run ended early, and why they are missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingState>,
}

impl Kept {
    /// Whether nothing was done to it.
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }
}

/// How values were replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Redacted {
    /// By which method, with its version: `hmac-sha256 shape 1`. The salt was random and is not kept.
    pub method: String,
    /// How many texts were changed.
    pub texts: u64,
    /// What became of pictures and stored pages, which show values to people.
    pub pictures: PicturesRedacted,
}

/// What became of pictures when values were replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PicturesRedacted {
    /// They were left out.
    LeftOut,
    /// They were kept as they are, as the user wished.
    Kept,
}

/// One kind of evidence of which something was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// Which kind.
    pub what: DroppedKind,
    /// How many of them.
    pub items: u64,
    /// Their length together, bytes.
    pub bytes: u64,
}

/// Kinds of evidence that may be left out, in the order in which they go. Cookies, storage, addresses of requests,
/// interfaces and the choice are never left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DroppedKind {
    /// Bodies of answers.
    AnswerBodies,
    /// Messages on websockets; how many there were is kept.
    SocketMessages,
    /// Stored pages.
    Pages,
    /// Pictures of the second page.
    PicturesOfNextPage,
    /// Pictures after the reload.
    PicturesOfReturn,
    /// Pictures of the clicks.
    PicturesOfSteps,
    /// All other pictures.
    OtherPictures,
}

impl DroppedKind {
    /// Every kind, in the order in which they go.
    pub const ALL: [Self; 7] = [
        Self::AnswerBodies,
        Self::SocketMessages,
        Self::Pages,
        Self::PicturesOfNextPage,
        Self::PicturesOfReturn,
        Self::PicturesOfSteps,
        Self::OtherPictures,
    ];

    /// For people, in the plural.
    pub fn words(self) -> &'static str {
        match self {
            Self::AnswerBodies => "bodies of answers",
            Self::SocketMessages => "websocket messages",
            Self::Pages => "stored pages",
            Self::PicturesOfNextPage => "pictures of second pages",
            Self::PicturesOfReturn => "pictures after reloads",
            Self::PicturesOfSteps => "pictures of clicks",
            Self::OtherPictures => "other pictures",
        }
    }
}

/// A state that was to be lived through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MissingState {
    /// Which.
    pub state: State,
    /// Why it is missing.
    pub why: String,
}
