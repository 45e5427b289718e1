//! A list as it is kept: one line of JSON about it, then the text as it came. One file, so that both are there or none.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::knowledge::lists::{ListKind, ListUsed};
use crate::yaml::SourceText;

/// The form of this file.
const FORM: u32 = 1;

/// What is known about a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    form: u32,
    /// Name that the user gave it.
    pub name: String,
    /// Which list it is.
    pub from: String,
    /// `sha256:…` of its text.
    pub digest: String,
    /// The day on which this text was first taken in, `YYYY-MM-DD`.
    pub date: String,
    /// The day on which it was last taken in or fetched, `YYYY-MM-DD`.
    pub checked: String,
    /// The file's name, or the address that it was fetched from.
    pub source: String,
    /// Under which licence it is published.
    pub licence: String,
    /// How many of its entries are of use.
    pub entries: usize,
    /// How many are not.
    pub passed_over: usize,
}

/// A list with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What is known about it.
    pub about: About,
    /// Which kind it is.
    pub kind: ListKind,
    /// The text, as it came.
    pub text: String,
}

impl Kept {
    /// A list that comes in today.
    pub fn new(name: &str, kind: ListKind, source: &str, text: String, today: &str) -> Self {
        let about = About {
            form: FORM,
            name: name.to_owned(),
            from: kind.word().to_owned(),
            digest: digest(&text),
            date: today.to_owned(),
            checked: today.to_owned(),
            source: source.to_owned(),
            licence: kind.licence().to_owned(),
            entries: 0,
            passed_over: 0,
        };
        Self { about, kind, text }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Why it is none, or is not as it was written.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, String> {
        let damaged = || "the list is damaged".to_owned();
        let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
        let (head, text) = text.split_once('\n').ok_or_else(damaged)?;
        let about: About = serde_json::from_str(head).map_err(|_| damaged())?;
        if about.form != FORM {
            return Err("the list was kept by another version of consentinel".to_owned());
        }
        let kind = ListKind::from_word(&about.from).map_err(|_| damaged())?;
        if about.name != name || about.digest != digest(text) {
            return Err(damaged());
        }
        Ok(Self { about, kind, text: text.to_owned() })
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = serde_json::to_string(&self.about).unwrap_or_default();
        format!("{head}\n{}", self.text).into_bytes()
    }

    /// Its text, for messages as the list of that name.
    pub fn source(&self) -> SourceText {
        SourceText { path: self.about.name.clone(), text: self.text.clone() }
    }

    /// As reports state it.
    pub fn used(&self) -> ListUsed {
        let About { name, digest, date, .. } = self.about.clone();
        ListUsed { name, kind: self.kind, digest, date }
    }
}

fn digest(text: &str) -> String {
    let hex: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
pub(in crate::cli::knowledge) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub fn kept(name: &str) -> Kept {
        let text = "name,purpose\nbasket,necessary\n".to_owned();
        Kept::new(name, ListKind::CookieInventory, "ours.csv", text, "2026-11-26")
    }

    #[test]
    fn what_was_written_is_read_and_what_was_changed_is_refused() {
        let list = kept("ours");
        let bytes = list.to_bytes();
        assert_eq!(Kept::from_bytes("ours", &bytes).unwrap(), list);
        assert!(Kept::from_bytes("theirs", &bytes).unwrap_err().contains("damaged"));
        assert!(Kept::from_bytes("ours", &bytes[..bytes.len() - 1]).unwrap_err().contains("damaged"));
        let newer = String::from_utf8(bytes).unwrap().replacen("\"form\":1", "\"form\":2", 1);
        assert!(Kept::from_bytes("ours", newer.as_bytes()).unwrap_err().contains("another version"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
            prop_assert!(Kept::from_bytes("ours", &bytes).is_err());
        }
    }
}
