//! What assistive technology is told of the interface, by the browser's own accessibility tree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::interface::Role;

/// The first layer as it is spoken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpokenInterface {
    /// The boxes that hold all its controls, the innermost first.
    pub boxes: Vec<Spoken>,
    /// Its visible controls.
    pub controls: Vec<SpokenControl>,
}

/// A control as it is spoken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpokenControl {
    /// What it does.
    pub role: Role,
    /// Its words.
    pub text: String,
    /// A path to it, for people.
    pub selector: String,
    /// What is told of it; `None` if the browser gave no answer.
    pub told: Option<Spoken>,
}

/// What is told of one element.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Spoken {
    /// Its role as the browser computes it; empty if it is left out of what is told.
    pub role: String,
    /// Its name as the browser computes it.
    pub name: String,
    /// `true`, `false` or `mixed`, for what can be on or off and says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<String>,
}
