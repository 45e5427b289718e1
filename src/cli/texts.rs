//! Rules and knowledge as texts: built in, and from the user's folders.

use std::fs;
use std::path::{Path, PathBuf};

use rust_embed::Embed;

use super::exit::Trouble;
use crate::knowledge::{Knowledge, KnowledgeFiles};
use crate::yaml::{SourceError, SourceText};

/// The folder `rules/`, embedded.
#[derive(Embed)]
#[folder = "rules/"]
struct BuiltIn;

/// The folders of `rules/`, one for each kind of text.
const KINDS: [&str; 11] = [
    "languages",
    "checks",
    "profiles",
    "cmps",
    "cookies",
    "trackers",
    "owners",
    "phrases",
    "subjects",
    "legal",
    "declarations",
];

/// Those of rules and profiles, and of what they say in other languages.
const POLICY: [&str; 3] = ["checks", "profiles", "languages"];

/// The built-in knowledge, read and checked when the program was built (`build.rs`).
const KNOWLEDGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

/// Rules and knowledge as texts: those that the program carries, and the user's behind them.
#[derive(Debug, Default)]
pub struct Texts {
    own: Vec<SourceText>,
}

impl Texts {
    /// The texts that the program carries, with all of the user's folders behind them. A text of the user has the path
    /// below his folder, which also tells its kind.
    ///
    /// # Errors
    /// A folder that cannot be read or holds a text that is not UTF-8.
    pub fn load(folders: &[PathBuf]) -> Result<Self, Trouble> {
        let mut own = Vec::new();
        for folder in folders {
            if !folder.is_dir() {
                return Err(Trouble::usage(format!("--rules {}: there is no such folder", folder.display())));
            }
            gather(folder, folder, &mut own)?;
        }
        Ok(Self { own })
    }

    /// What is known. The built-in part was checked when the program was built; texts are read again only where the
    /// user's are refused, to tell where and why.
    ///
    /// # Errors
    /// Every text that is refused, with file, line and caret.
    pub fn knowledge(&self) -> Result<Knowledge, Trouble> {
        let built_in = KnowledgeFiles::from_bytes(KNOWLEDGE);
        if let Some(knowledge) = built_in.and_then(|files| Knowledge::beside(files, &self.own)) {
            return Ok(knowledge);
        }
        let all: Vec<SourceText> = built_in_below(&KINDS).into_iter().chain(self.own.iter().cloned()).collect();
        Knowledge::load(&all).map_err(|errors| refused(&errors))
    }

    /// The texts of rules and profiles, and of what they say in other languages.
    pub fn policy(&self) -> Vec<SourceText> {
        let is_policy = |text: &&SourceText| POLICY.iter().any(|folder| text.below(folder));
        built_in_below(&POLICY).into_iter().chain(self.own.iter().filter(is_policy).cloned()).collect()
    }

    /// How many texts there are.
    #[cfg(feature = "chrome")]
    pub fn count(&self) -> usize {
        built_in_below(&KINDS).len() + self.own.len()
    }
}

/// The built-in knowledge, as every command has it that is given no texts of the user's.
pub fn built_in_knowledge() -> Option<Knowledge> {
    KnowledgeFiles::from_bytes(KNOWLEDGE).map(Knowledge::from)
}

/// The texts that the program carries below some of the folders, in the order of their paths.
fn built_in_below(folders: &[&str]) -> Vec<SourceText> {
    let is_below = |path: &str| folders.iter().any(|folder| path.starts_with(&format!("{folder}/")));
    let mut paths: Vec<String> = BuiltIn::iter()
        .map(|path| path.into_owned())
        .filter(|path| path.ends_with(".yaml") && is_below(path))
        .collect();
    paths.sort();
    let text = |path: String| {
        let file = BuiltIn::get(&path)?;
        Some(SourceText { text: String::from_utf8_lossy(&file.data).into_owned(), path })
    };
    paths.into_iter().filter_map(text).collect()
}

/// One text of the user's.
///
/// # Errors
/// A file that cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<SourceText, Trouble> {
    let bytes = fs::read(path).map_err(|why| Trouble::usage(format!("{}: {why}", path.display())))?;
    let text = String::from_utf8(bytes).map_err(|why| {
        let place = why.utf8_error().valid_up_to();
        Trouble::usage(format!("{}: not UTF-8 from byte {place} on; save it as UTF-8", path.display()))
    })?;
    Ok(SourceText { path: path.display().to_string(), text })
}

fn gather(root: &Path, folder: &Path, texts: &mut Vec<SourceText>) -> Result<(), Trouble> {
    let entries = fs::read_dir(folder).map_err(|why| Trouble::usage(format!("{}: {why}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(root, &path, texts)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            let mut text = read(&path)?;
            let below = path.strip_prefix(root).unwrap_or(&path);
            let place = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            if !KINDS.iter().any(|kind| place.starts_with(&format!("{kind}/"))) {
                let kinds = KINDS.join(", ");
                return Err(Trouble::usage(format!(
                    "{}: nobody would read it there. Below --rules {} it belongs into one of these folders: {kinds}",
                    path.display(),
                    root.display()
                )));
            }
            text.path = place;
            texts.push(text);
        }
    }
    Ok(())
}

/// All refusals, ready to print, as one trouble.
pub fn refused(errors: &[SourceError]) -> Trouble {
    let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Trouble::usage(all.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(path: &str, text: &str) -> Texts {
        Texts { own: vec![SourceText { path: path.to_owned(), text: text.to_owned() }] }
    }

    fn from_yaml(own: &[SourceText]) -> Result<Knowledge, Vec<SourceError>> {
        let all: Vec<SourceText> = built_in_below(&KINDS).into_iter().chain(own.iter().cloned()).collect();
        Knowledge::load(&all)
    }

    const VENDOR: &str = "vendor: own-shop\nname: Own Shop\nsources: [our shop]\ndate: '2026-11-26'\ncookies:\n\
        \x20 - {names: [own_basket], place: cookie, purpose: necessary, kind: cart, party: first, lifetime: session, \
        identifies: false, summary: Keeps the basket.}\n";

    #[test]
    fn what_was_kept_when_the_program_was_built_is_what_the_texts_say() {
        let read = from_yaml(&[]).unwrap();
        let kept = built_in_knowledge().unwrap();
        assert_eq!(kept.digest, read.digest);
        // Not `assert_eq!`: nobody reads two megabytes.
        let (kept, read) = (format!("{kept:?}"), format!("{read:?}"));
        let differ = kept.bytes().zip(read.bytes()).position(|(one, other)| one != other);
        let around = differ.and_then(|at| Some((kept.get(at.saturating_sub(80)..at + 80)?, at)));
        assert!(kept == read, "from byte {around:?} on");
    }

    #[test]
    fn texts_of_the_users_stand_beside_what_was_kept() {
        let texts = own("cookies/own-shop.yaml", VENDOR);
        let joined = texts.knowledge().unwrap();
        let read = from_yaml(&texts.own).unwrap();
        assert!(format!("{joined:?}") == format!("{read:?}"));
        assert_ne!(joined.digest, built_in_knowledge().unwrap().digest);
        assert!(format!("{joined:?}") != format!("{:?}", built_in_knowledge().unwrap()));
    }

    #[test]
    fn what_clashes_with_the_built_in_is_told_where_it_stands() {
        for (path, text, place, says) in [
            (
                "cookies/own-shop.yaml",
                VENDOR.replace("own_basket", "_ga"),
                "cookies/own-shop.yaml:6:14",
                "cookies/google-analytics.yaml:",
            ),
            (
                "cookies/own-shop.yaml",
                VENDOR.replace("cookie,", "cooky,"),
                "cookies/own-shop.yaml:6:",
                "did you mean `cookie`",
            ),
            (
                "trackers/own.yaml",
                "vendor: own\nname: Own\nowner: Own Inc.\npurpose: analytics\nsources: [a page]\ndate: '2026-11-26'\n\
                 hosts: [{host: google-analytics.com, what: endpoint}]\n"
                    .to_owned(),
                "trackers/own.yaml:7:16",
                "`google-analytics` claims",
            ),
            (
                "owners/own.yaml",
                "id: own\nname: Own Inc.\nsources: [a page]\ndate: '2026-11-26'\ndomains: [google.com]\n\
                 examples: {own: [a.google.com], others: [a.example]}\n"
                    .to_owned(),
                "owners/own.yaml:5:11",
                "google.com",
            ),
        ] {
            let told = own(path, &text).knowledge().unwrap_err().message;
            assert!(told.contains(place) && told.contains(says), "{told}");
        }
    }

    #[test]
    fn rules_are_read_apart_from_knowledge() {
        let texts = own("checks/own/own.yaml", "id: own\n").policy();
        assert!(texts.iter().all(|text| POLICY.iter().any(|folder| text.below(folder))));
        assert!(texts.last().is_some_and(|text| text.path == "checks/own/own.yaml"));
        assert_eq!(own("cookies/own.yaml", "").policy().len(), texts.len() - 1);
    }
}
