//! Words with where they were said; one layer over another.

use std::collections::BTreeMap;
use std::fmt;

use super::setting::{Setting, TABLE};

/// Where words were said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// On the command line, by this flag.
    Flag(&'static str),
    /// In the file, at this line: `consentinel.yaml:12`.
    File(String),
    /// In this profile.
    Profile(String),
    /// Nowhere: it is built in.
    Default,
    /// In several places: each part, and where it was said.
    Parts(Vec<(String, Origin)>),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => f.write_str(flag),
            Self::File(place) => f.write_str(place),
            Self::Profile(id) => write!(f, "profile {id}"),
            Self::Default => f.write_str("default"),
            Self::Parts(parts) => {
                let told: Vec<String> = parts.iter().map(|(part, from)| format!("{part} {from}")).collect();
                f.write_str(&told.join(", "))
            }
        }
    }
}

/// The words of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The words, checked.
    pub words: Vec<String>,
    /// Where they were said.
    pub from: Origin,
}

/// The words of settings: of one layer, or of all together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<Setting, Held>);

impl Settings {
    /// What holds if nobody says anything.
    pub fn built_in() -> Self {
        let held =
            |words: &[&str]| Held { words: words.iter().map(ToString::to_string).collect(), from: Origin::Default };
        Self(TABLE.iter().filter(|row| !row.default.is_empty()).map(|row| (row.setting, held(row.default))).collect())
    }

    /// Says words here, in the place of those that were said before.
    pub fn say(&mut self, setting: Setting, words: Vec<String>, from: Origin) {
        self.0.insert(setting, Held { words, from });
    }

    /// Says nothing of a setting.
    pub fn forget(&mut self, setting: Setting) {
        self.0.remove(&setting);
    }

    /// Says words here, unless some were said.
    pub fn say_first(&mut self, setting: Setting, words: Vec<String>, from: Origin) {
        self.0.entry(setting).or_insert(Held { words, from });
    }

    /// This layer over another one: what it says goes first.
    #[must_use]
    pub fn over(mut self, under: &Self) -> Self {
        for (setting, held) in &under.0 {
            self.0.entry(*setting).or_insert_with(|| held.clone());
        }
        self
    }

    /// What was said.
    pub fn held(&self, setting: Setting) -> Option<&Held> {
        self.0.get(&setting)
    }

    /// The words, none if nothing was said.
    pub fn many(&self, setting: Setting) -> &[String] {
        self.held(setting).map_or(&[], |held| held.words.as_slice())
    }

    /// The one word.
    pub fn one(&self, setting: Setting) -> Option<&str> {
        self.many(setting).first().map(String::as_str)
    }

    /// Whether it is switched on.
    pub fn is_on(&self, setting: Setting) -> bool {
        self.one(setting) == Some("yes")
    }

    /// Everything that was said, in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = (Setting, &Held)> {
        self.0.iter().map(|(setting, held)| (*setting, held))
    }

    /// The setting and where it was said, for messages.
    #[cfg(feature = "chrome")]
    pub fn named(&self, setting: Setting) -> String {
        let name = setting.row().name;
        match self.held(setting).map(|held| &held.from) {
            Some(Origin::Flag(flag)) => (*flag).to_owned(),
            Some(Origin::File(place)) => format!("{place}: `{name}`"),
            _ => format!("`{name}`"),
        }
    }
}
