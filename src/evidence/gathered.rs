//! The difference between "found nothing" and "could not look".

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a gatherer brought back: a value, or the reason why there is none.
///
/// `Ok` of an empty list means that it looked and found nothing. `Failed` means that nobody knows, and
/// every fact that rests on it becomes unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gathered<T> {
    /// It looked, and this is what was there.
    Ok(T),
    /// It could not look; the reason in words for people.
    Failed(String),
}

impl<T> Gathered<T> {
    /// The value, if there is one.
    pub fn ok(&self) -> Option<&T> {
        match self {
            Self::Ok(value) => Some(value),
            Self::Failed(_) => None,
        }
    }

    /// The value to be changed, if there is one.
    pub fn ok_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ok(value) => Some(value),
            Self::Failed(_) => None,
        }
    }

    /// The value, or why it is missing.
    ///
    /// # Errors
    /// The reason that the gatherer gave.
    pub fn as_result(&self) -> Result<&T, &str> {
        match self {
            Self::Ok(value) => Ok(value),
            Self::Failed(why) => Err(why),
        }
    }
}

impl<T, E: std::fmt::Display> From<Result<T, E>> for Gathered<T> {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(value) => Self::Ok(value),
            Err(why) => Self::Failed(why.to_string()),
        }
    }
}
