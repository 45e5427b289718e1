//! Where a platform's own objects list the cookies of a site.

use serde::{Deserialize, Serialize};

/// A list of cookies among the globals of a platform.
///
/// Paths are names with points between them: `*` is every member of an array or object, `name()` calls a function
/// without arguments. Fields are paths from a member; `^` in front is one member up, `.` the member itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformList {
    /// Path to the members: `OneTrust.GetDomainData().Groups.*.Cookies.*`.
    pub list: String,
    /// Path to an object in which members that are texts are looked up.
    #[serde(default)]
    pub look_up: Option<String>,
    /// Field of the name; a regular expression of the page's counts as its text.
    pub name: String,
    /// Field of what it is for.
    #[serde(default)]
    pub purpose: Option<String>,
    /// Field of who sets it.
    #[serde(default)]
    pub provider: Option<String>,
    /// Field of how long it lives.
    #[serde(default)]
    pub lifetime: Option<String>,
    /// Globals of our own with what must be read from them, run as a test.
    pub example: ListExample,
}

/// Globals with a list, and what must be read from them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ListExample {
    /// The globals as JSON; a name that ends in `()` stands for a function that gives the value.
    pub globals: String,
    /// What is read: name, purpose, provider, lifetime; `-` for what is not told.
    pub reads: Vec<[String; 4]>,
}

impl PlatformList {
    /// Every path with the key at which it stands, and whether it is a field.
    pub(super) fn paths(&self) -> Vec<(&'static str, &str)> {
        let fields = [("purpose", &self.purpose), ("provider", &self.provider), ("lifetime", &self.lifetime)];
        let fields = fields.into_iter().chain([("look-up", &self.look_up)]);
        let fields = fields.filter_map(|(key, path)| Some((key, path.as_deref()?)));
        [("list", self.list.as_str()), ("name", self.name.as_str())].into_iter().chain(fields).collect()
    }

    /// Whether a path has the form that it must have: no code, no arguments.
    pub(super) fn is_path(path: &str) -> bool {
        let path = path.trim_start_matches('^');
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
        let part = |part: &str| {
            let name = part.strip_suffix("()").unwrap_or(part);
            part == "*" || (!name.is_empty() && name.chars().all(letter))
        };
        path.is_empty() || path == "." || path.split('.').all(part)
    }
}
