//! All files of knowledge, each read and checked by itself. What remains is to hold them against each other and to put
//! them in order, which is cheap: built-in files are read when the program is built and kept in a binary form.

use serde::{Deserialize, Serialize};

use super::cookie_clash;
use super::cookie_file::{self, CookieFile};
use super::declaration::DeclarationWords;
use super::legal::{self, Provision};
use super::owner::{self, OwnerBook, OwnerFile};
use super::phrases::{self, PhraseBook};
use super::platform::{self, Platform};
use super::source::newest_date;
use super::subject::{self, SubjectFile};
use super::tracker::TrackerBook;
use super::tracker_file::{self, TrackerFile};
use crate::yaml::{SourceError, SourceText, TextDigest, digest_of, locate};

/// What a text says, and which text it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Filed<T> {
    /// Path and digest of the text.
    pub(super) text: TextDigest,
    /// What it says.
    pub(super) content: T,
}

/// All files of knowledge, each read and checked by itself, in the order of their texts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct KnowledgeFiles {
    pub(super) platforms: Vec<Filed<Platform>>,
    /// Words are put in order already: that is most of the work.
    pub(super) phrases: PhraseBook,
    phrase_texts: Vec<TextDigest>,
    pub(super) subjects: Vec<Filed<SubjectFile>>,
    pub(super) cookies: Vec<Filed<CookieFile>>,
    pub(super) trackers: Vec<Filed<TrackerFile>>,
    pub(super) owners: Vec<Filed<OwnerFile>>,
    pub(super) legal: Vec<Filed<Provision>>,
    pub(super) declarations: Vec<Filed<DeclarationWords>>,
    /// The newest day on which a text says that it was checked, `YYYY-MM-DD`; empty if none does.
    pub(super) newest_date: String,
}

/// The folders of knowledge below `rules/`.
const FOLDERS: [&str; 8] = ["cmps", "cookies", "trackers", "owners", "phrases", "subjects", "legal", "declarations"];

impl KnowledgeFiles {
    /// Reads texts whose paths begin with `cmps/`, `cookies/`, `trackers/`, `owners/`, `phrases/`, `subjects/`,
    /// `legal/` or `declarations/`; other paths are passed over.
    ///
    /// # Errors
    /// Every text that cannot be read or contradicts another, with file, line and caret.
    pub fn read(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let own = |text: &&SourceText| FOLDERS.iter().any(|folder| text.below(folder));
        let phrase_files = read_below(texts, "phrases", phrases::read, &mut errors);
        let files = Self {
            platforms: read_below(texts, "cmps", platform::read, &mut errors),
            phrase_texts: phrase_files.iter().map(|file| file.text.clone()).collect(),
            phrases: PhraseBook::build(phrase_files),
            subjects: read_below(texts, "subjects", subject::read, &mut errors),
            cookies: read_below(texts, "cookies", cookie_file::read, &mut errors),
            trackers: read_below(texts, "trackers", tracker_file::read, &mut errors),
            owners: read_below(texts, "owners", owner::read, &mut errors),
            legal: read_below(texts, "legal", legal::read, &mut errors),
            declarations: read_below(texts, "declarations", DeclarationWords::read, &mut errors),
            newest_date: newest_date(texts.iter().filter(own)),
        };
        errors.append(&mut files.clashes(texts));
        if errors.is_empty() { Ok(files) } else { Err(errors) }
    }

    /// What was kept by [`KnowledgeFiles::to_bytes`]; `None` if the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// A binary form for the program that is being built: another version may not understand it.
    ///
    /// # Errors
    /// A value that the form cannot hold; there is none.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }

    /// These files with others behind them; `None` if they clash, or if both have words, which can only be put in order
    /// together. [`KnowledgeFiles::read`] with all texts at hand does that, and tells where and why they clash.
    pub(super) fn beside(mut self, others: Self) -> Option<Self> {
        match (self.phrase_texts.is_empty(), others.phrase_texts.is_empty()) {
            (false, false) => return None,
            (true, false) => (self.phrases, self.phrase_texts) = (others.phrases, others.phrase_texts),
            (_, true) => (),
        }
        self.platforms.extend(others.platforms);
        self.subjects.extend(others.subjects);
        self.cookies.extend(others.cookies);
        self.trackers.extend(others.trackers);
        self.owners.extend(others.owners);
        self.legal.extend(others.legal);
        self.declarations.extend(others.declarations);
        self.newest_date = self.newest_date.max(others.newest_date);
        self.clashes(&[]).is_empty().then_some(self)
    }

    /// `sha256:…` over all texts, in the order of their paths.
    pub(super) fn digest(&self) -> String {
        fn of<T>(files: &[Filed<T>]) -> impl Iterator<Item = TextDigest> {
            files.iter().map(|file| file.text.clone())
        }
        let words = self.phrase_texts.iter().cloned().chain(of(&self.subjects)).chain(of(&self.declarations));
        let vendors = of(&self.platforms).chain(of(&self.cookies)).chain(of(&self.trackers)).chain(of(&self.owners));
        digest_of(vendors.chain(words).chain(of(&self.legal)))
    }

    /// What two files claim of which only one may be right. Errors point into `texts`; a text that is not among them is
    /// only named.
    fn clashes(&self, texts: &[SourceText]) -> Vec<SourceError> {
        let mut errors = same_ids(&self.platforms, |platform| &platform.id, texts);
        errors.append(&mut same_ids(&self.legal, |provision| &provision.id, texts));
        errors.append(&mut cookie_clash::find(&self.cookies, texts));
        errors.append(&mut TrackerBook::clashes(&self.trackers, texts));
        errors.append(&mut OwnerBook::clashes(&self.owners, &TrackerBook::build(&self.trackers), texts));
        errors
    }
}

/// Reads every text below a folder.
pub(super) fn read_below<T>(
    texts: &[SourceText],
    folder: &str,
    read: impl Fn(&SourceText) -> Result<T, Vec<SourceError>>,
    errors: &mut Vec<SourceError>,
) -> Vec<Filed<T>> {
    let mut files = Vec::new();
    for text in texts.iter().filter(|text| text.below(folder)) {
        match read(text) {
            Ok(content) => files.push(Filed { text: text.into(), content }),
            Err(mut found) => errors.append(&mut found),
        }
    }
    files
}

impl<T> Filed<T> {
    /// The text; an empty one if it is not at hand.
    pub(super) fn text(&self, texts: &[SourceText]) -> SourceText {
        let path = self.text.path();
        let own = |text: &&SourceText| text.path == path && TextDigest::from(*text) == self.text;
        let text = texts.iter().find(own).cloned();
        text.unwrap_or_else(|| SourceText { path: path.to_owned(), text: String::new() })
    }
}

/// Ids that an earlier file has as well.
pub(super) fn same_ids<T>(files: &[Filed<T>], id: impl Fn(&T) -> &str, texts: &[SourceText]) -> Vec<SourceError> {
    let mut seen = std::collections::BTreeSet::new();
    let again = files.iter().filter(|file| !seen.insert(id(&file.content)));
    let told = |file: &Filed<T>| {
        let text = file.text(texts);
        let message = format!("the id `{}` is used by another file", id(&file.content));
        SourceError::at(&text, locate(&text.text, "id"), &message, "choose another id and file name")
    };
    again.map(told).collect()
}
