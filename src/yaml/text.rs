//! YAML texts and where they came from.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A YAML text with its path below `rules/` (or below the user's own folder).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Path with `/`, for messages and for the kind of the text.
    pub path: String,
    /// The text.
    pub text: String,
}

impl SourceText {
    /// The file's name without folder and ending: `cmps/klaro.yaml` gives `klaro`.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether it stands directly or further down below this folder of `rules/` and is YAML.
    pub fn below(&self, folder: &str) -> bool {
        let inside = self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        inside && (self.path.ends_with(".yaml") || self.path.ends_with(".yml"))
    }
}

/// The SHA-256 of one text, under its path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextDigest {
    path: String,
    sha256: [u8; 32],
}

impl TextDigest {
    /// Path of the text.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl From<&SourceText> for TextDigest {
    fn from(text: &SourceText) -> Self {
        Self { path: text.path.clone(), sha256: Sha256::digest(text.text.as_bytes()).into() }
    }
}

/// `sha256:…` over texts, as [`digest_of`] has it.
pub fn digest<'a>(texts: impl IntoIterator<Item = &'a SourceText>) -> String {
    digest_of(texts.into_iter().map(TextDigest::from))
}

/// `sha256:…` over the paths of texts and their own digests, in the order of the paths: what was digested when the
/// program was built need not be digested again.
pub fn digest_of(digests: impl IntoIterator<Item = TextDigest>) -> String {
    let mut sorted: Vec<TextDigest> = digests.into_iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    for TextDigest { path, sha256 } in sorted {
        hash.update((path.len() as u64).to_be_bytes());
        hash.update(path.as_bytes());
        hash.update(sha256);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> SourceText {
        SourceText { path: path.to_owned(), text: String::new() }
    }

    #[test]
    fn stem_and_folder() {
        assert_eq!(text("cmps/klaro.yaml").stem(), "klaro");
        assert_eq!(text("checks/banner/reject-absent.yaml").stem(), "reject-absent");
        assert!(text("cmps/klaro.yaml").below("cmps"));
        assert!(!text("cmps-old/klaro.yaml").below("cmps"));
        assert!(!text("cmps/README.md").below("cmps"));
    }

    #[test]
    fn the_digest_sees_paths_and_texts_and_not_their_order() {
        let a = SourceText { path: "a".into(), text: "bc".into() };
        let b = SourceText { path: "ab".into(), text: "c".into() };
        assert_ne!(digest([&a]), digest([&b]));
        let c = SourceText { path: "a".into(), text: "c".into() };
        assert_ne!(digest([&a]), digest([&c]));
        assert_eq!(digest([&a, &b]), digest([&b, &a]));
    }
}
