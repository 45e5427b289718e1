//! What is to be chosen.

use crate::evidence::Role;

/// What is to be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Agree to everything.
    Accept,
    /// Refuse everything that can be refused.
    Reject,
    /// Store what the interface has set beforehand.
    Save,
    /// Agree to one category alone, a word as in [`crate::evidence::Control::purpose`].
    Only(String),
}

impl Wish {
    /// The role of a control that fulfils it at once, whatever the toggles say.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Accept => Some(Role::Accept),
            Self::Reject => Some(Role::Reject),
            Self::Save => Some(Role::Save),
            Self::Only(_) => None,
        }
    }

    /// As messages say it.
    pub fn word(&self) -> String {
        match self {
            Self::Accept => "accept".to_owned(),
            Self::Reject => "refuse".to_owned(),
            Self::Save => "save".to_owned(),
            Self::Only(category) => format!("agree to {category} alone"),
        }
    }
}
