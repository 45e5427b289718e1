//! YAML texts and where they came from.

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

/// `sha256:…` over paths and texts, in the order of the paths.
pub fn digest(texts: &[SourceText]) -> String {
    let mut sorted: Vec<&SourceText> = texts.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    for text in sorted {
        for part in [&text.path, &text.text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
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
        assert_ne!(digest(std::slice::from_ref(&a)), digest(std::slice::from_ref(&b)));
        assert_eq!(digest(&[a.clone(), b.clone()]), digest(&[b, a]));
    }
}
