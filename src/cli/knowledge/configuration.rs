//! Lists and their addresses, named by the user.
//!
//! ```yaml
//! lists:
//!   - from: easyprivacy
//!     url: https://lists.example/easyprivacy.txt
//!   - name: our-cookies
//!     from: cookie-inventory
//!     url: https://intranet.example/cookies.csv
//! ```

use std::path::Path;

use url::Url;

use super::folder;
use crate::cli::configuration::{ConfigurationText, ListText, faults, veiled};
use crate::cli::exit::Trouble;
use crate::cli::texts;
use crate::knowledge::lists::ListKind;
use crate::yaml::{SourceError, SourceText, parse, suggest};

/// A list that the user wants to have fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Name to keep it by.
    pub name: String,
    /// Which kind it is.
    pub kind: ListKind,
    /// Where it is.
    pub url: Url,
}

impl Wanted {
    /// The address as it is told and kept: without what may be secret, which is who asks, and what is asked for beside
    /// the path.
    pub fn address(&self) -> String {
        let mut url = self.url.clone();
        // These fail only for addresses that have no host, and then there is nobody who asks.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_query(None);
        url.set_fragment(None);
        url.into()
    }
}

/// Reads the user's file, or that of his folder for configurations; nothing is wanted where that one is not there.
///
/// # Errors
/// A file that was named and is not there; everything that is not understood, with file, line and caret.
pub fn read(named: Option<&Path>) -> Result<Vec<Wanted>, Trouble> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => match folder::users_folder("XDG_CONFIG_HOME", &[".config"]) {
            Some(folder) => folder.join("consentinel").join("knowledge.yaml"),
            None => return Ok(Vec::new()),
        },
    };
    if named.is_none() && !path.exists() {
        return Ok(Vec::new());
    }
    wanted(&texts::read(&path)?).map_err(|errors| texts::refused(&errors))
}

fn wanted(text: &SourceText) -> Result<Vec<Wanted>, Vec<SourceError>> {
    let quotable = veiled(text).map_err(|error| vec![error])?;
    let mut errors = faults(text);
    let text = &quotable;
    let ConfigurationText { lists, .. } = parse(text).map_err(|error| vec![error])?;
    let mut wanted: Vec<Wanted> = Vec::new();
    for entry in &lists {
        match one(text, entry, &wanted) {
            Ok(one) => wanted.push(one),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(wanted) } else { Err(errors) }
}

fn one(text: &SourceText, entry: &ListText, before: &[Wanted]) -> Result<Wanted, SourceError> {
    let from = &entry.from;
    let kind = ListKind::from_word(&from.value)
        .map_err(|help| SourceError::at(text, from, &format!("unknown list `{}`", from.value), &help))?;
    let at = entry.name.as_ref().unwrap_or(from);
    let name = entry.name.as_ref().map_or(kind.word(), |name| name.value.as_str());
    if let Some(fault) = folder::fault(name) {
        return Err(SourceError::at(text, at, &fault, "rename it"));
    }
    if before.iter().any(|other| other.name == name) {
        let message = format!("another list goes by the name `{name}`");
        return Err(SourceError::at(text, at, &message, "give this one a `name` of its own"));
    }
    let url = Url::parse(&entry.url.value).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    let url = url.ok_or_else(|| {
        SourceError::at(text, &entry.url, "not an address", "write it whole, with https:// before it")
    })?;
    Ok(Wanted { name: name.to_owned(), kind, url })
}

/// Those of these names, or all.
///
/// # Errors
/// A name that the configuration does not have, with the nearest ones.
pub fn chosen(wanted: Vec<Wanted>, names: &[String]) -> Result<Vec<Wanted>, Trouble> {
    if let Some(name) = names.iter().find(|name| wanted.iter().all(|one| one.name != **name)) {
        let help = suggest(name, wanted.iter().map(|one| one.name.as_str()));
        return Err(Trouble::usage(format!("the configuration names no list `{name}`: {help}")));
    }
    Ok(wanted.into_iter().filter(|one| names.is_empty() || names.contains(&one.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LISTS: &str = "lists:\n  - from: easyprivacy\n    url: https://lists.example/p.txt\n\
        \x20 - {name: ours, from: cookie-inventory, url: 'http://127.0.0.1:1/c.csv'}\n";

    fn text(words: &str) -> SourceText {
        SourceText { path: "knowledge.yaml".into(), text: words.into() }
    }

    #[test]
    fn lists_are_read_and_chosen_by_their_names() {
        let all = wanted(&text(LISTS)).unwrap();
        assert_eq!(all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["easyprivacy", "ours"]);
        assert_eq!(chosen(all.clone(), &["ours".into()]).unwrap(), all[1..]);
        assert_eq!(chosen(all.clone(), &[]).unwrap(), all);
        assert!(chosen(all, &["our".into()]).unwrap_err().message.contains("did you mean `ours`"));
        assert!(wanted(&text("lists: []\n")).unwrap().is_empty());
    }

    #[test]
    fn what_is_not_understood_is_refused_where_it_stands() {
        for (from, to, place, says) in [
            ("easyprivacy", "easyprivcy", "knowledge.yaml:2:11", "did you mean `easyprivacy`"),
            ("https://lists", "lists", "knowledge.yaml:3:10", "not an address"),
            ("https://lists", "file://lists", "knowledge.yaml:3:10", "not an address"),
            ("name: ours", "name: easyprivacy", "knowledge.yaml:4:12", "another list"),
            ("name: ours", "name: Our cookies", "knowledge.yaml:4:12", "small letters"),
            ("from: easy", "form: easy", "knowledge.yaml:2:5", "did you mean `from`"),
        ] {
            let errors = wanted(&text(&LISTS.replacen(from, to, 1))).expect_err(says);
            assert!(errors[0].rendered.contains(place) && errors[0].rendered.contains(says), "{}", errors[0]);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[a-z:\\-{}\\[\\] \n/.]{0,60}") {
            let _ = wanted(&text(&words));
            let _ = wanted(&text(&format!("lists:\n  - {words}")));
        }
    }
}
