//! A typed view of what `rules/{cmps,cookies,trackers,owners,phrases,subjects,legal}` say: parse, index, look up.
//!
//! This room knows nothing of the others and does no I/O: it is handed texts with their paths.
//!
//! | file | holds |
//! |---|---|
//! | `source.rs` | YAML texts and their errors, as `crate::yaml` has them |
//! | `entry.rs` | what every entry has: id, sources, date |
//! | `platform.rs` | consent platforms |
//! | `platform_list.rs` | where a platform lists the cookies of a site |
//! | `platform_page.rs` | the page that lists them |
//! | `schema.rs` | JSON Schemas of all these files, for editors |
//! | `record.rs` | where a platform keeps the choice, and how it is read |
//! | `unwrap.rs` | the forms in which it is stored |
//! | `signals/` | consent strings, calls and parameters decoded |
//! | `phrases/` | button words and consent sentences |
//! | `cookie.rs` | cookies and storage keys: the book and its look-up |
//! | `claim.rs` | everything that the book says of a name |
//! | `standing.rs` | how each claim stands to an item, and which decides |
//! | `cookie_file.rs` | the form of their files |
//! | `cookie_clash.rs` | names and patterns that two vendors own |
//! | `heuristic.rs` | what a name suggests |
//! | `shape.rs` | what an item looks like beside its name |
//! | `name_pattern.rs` | patterns of names and paths |
//! | `host.rs` | hosts and sites |
//! | `tracker.rs` | hosts, endpoints, owners: the book and its look-up |
//! | `tracker_file.rs` | the form of their files |
//! | `owner.rs` | companies and the domains that belong to them |
//! | `lists/` | cookie lists, filter lists and the like that the user brought |
//! | `subject.rs` | what texts speak of: purposes, recipients, withdrawal, … |
//! | `subject_text.rs` | a text read for subjects |
//! | `tongue.rs` | the language of a whole text, by its letters |
//! | `asked.rs` | what is asked of the built-in books and the user's lists together |
//! | `files.rs` | all files, each checked by itself, and their binary form |
//! | `legal.rs` | citable provisions |
//! | `declaration.rs` | words by which declarations of cookies are read |

use std::sync::Arc;

mod asked;
mod claim;
mod cookie;
mod cookie_clash;
mod cookie_file;
mod declaration;
mod entry;
mod files;
mod heuristic;
mod host;
mod legal;
pub mod lists;
mod name_pattern;
mod owner;
mod phrases;
mod platform;
mod platform_list;
mod platform_page;
mod record;
mod schema;
mod shape;
pub mod signals;
mod source;
mod standing;
mod subject;
mod subject_text;
mod tongue;
mod tracker;
mod tracker_file;
mod unwrap;

pub use asked::{AddressQuery, AddressReading};
pub use claim::{Claim, CookieExample};
pub use cookie::{CookieBook, CookieQuery, CookieReading, ItemShape, KnownBy, Purpose};
pub use cookie_file::{AppearsAs, Exemption, Place, SetBy};
pub use declaration::{Column, DeclarationWords, DeclaredLifetime};
pub use entry::is_country;
pub use files::KnowledgeFiles;
pub use legal::{LegalBook, Provision};
pub use owner::{OwnerBook, OwnerExamples, owner_examples};
pub use phrases::{
    ButtonReading, Class, Intent, PhraseBook, PhraseExamples, PurposeReading, Right, TextReading,
    examples as phrase_examples, words as phrase_words,
};
pub use platform::{GlobalSign, Platform, PlatformControls, PlatformExample, Recognise, recorded_choice};
pub use platform_list::{ListExample, PlatformList};
pub use platform_page::platforms_page;
pub use record::{Listed, Mixed, PlatformRecord, RecordExample, RecordPlace, RecordedChoice, fits};
pub use schema::schemas;
pub use source::{SourceError, SourceText};
pub use standing::{Standing, Weighed};
pub use subject::{Subject, SubjectBook, SubjectExample, Vocabulary, subject_examples};
pub use subject_text::{SubjectSentence, SubjectText};
pub use tongue::{Tongue, same_tongue, tongue};
pub use tracker::{TrackerBook, TrackerReading, UrlKind};
pub use unwrap::{Encoding, Lists, Pairs};

/// Everything that is known, loaded and checked.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// Consent platforms, by id.
    pub platforms: Vec<Platform>,
    /// Words and sentences.
    pub phrases: PhraseBook,
    /// What texts speak of.
    pub subjects: SubjectBook,
    /// Cookies and storage keys.
    pub cookies: CookieBook,
    /// Hosts and endpoints.
    pub trackers: Arc<TrackerBook>,
    /// Companies and their domains.
    pub owners: OwnerBook,
    /// Provisions.
    pub legal: LegalBook,
    /// Words of declarations.
    pub declarations: DeclarationWords,
    /// The user's own lists.
    pub lists: lists::Shelf,
    /// What it was made of: the texts below `rules/` first, then each list.
    pub used: Vec<KnowledgeUsed>,
    /// `sha256:…` over all texts that it was loaded from, in the order of their paths; rules and profiles do not count.
    pub digest: String,
}

/// A part of what is known, as reports state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeUsed {
    /// `built-in`, or the name that the user gave a list.
    pub name: String,
    /// `rules`, or the kind of list.
    pub kind: String,
    /// `sha256:…` of its texts.
    pub digest: String,
    /// The newest day on which one of its texts was checked, or on which the list was first taken in, `YYYY-MM-DD`.
    pub date: String,
}

impl Knowledge {
    /// Loads knowledge from texts whose paths begin with `cmps/`, `cookies/`, `trackers/`, `owners/`, `phrases/`,
    /// `subjects/`, `legal/` or `declarations/`; other paths are passed over.
    ///
    /// # Errors
    /// Every text that cannot be read or contradicts another, with file, line and caret.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        KnowledgeFiles::read(texts).map(Self::from)
    }

    /// Knowledge from files that were read before, with texts of the user's behind them; `None` if a text is refused
    /// or clashes with a file, or brings words, which can only be put in order with all others. Then [`Knowledge::load`]
    /// takes all texts together, and tells where and why they are refused.
    pub fn beside(files: KnowledgeFiles, texts: &[SourceText]) -> Option<Self> {
        let own = KnowledgeFiles::read(texts).ok()?;
        files.beside(own).map(Self::from)
    }
}

impl From<KnowledgeFiles> for Knowledge {
    fn from(files: KnowledgeFiles) -> Self {
        let digest = files.digest();
        let used = KnowledgeUsed {
            name: "built-in".to_owned(),
            kind: "rules".to_owned(),
            digest: digest.clone(),
            date: files.newest_date.clone(),
        };
        let mut platforms: Vec<Platform> = files.platforms.into_iter().map(|file| file.content).collect();
        platforms.sort_by(|a, b| a.id.cmp(&b.id));
        let trackers = Arc::new(TrackerBook::build(&files.trackers));
        Self {
            platforms,
            phrases: files.phrases,
            subjects: SubjectBook::build(files.subjects),
            cookies: CookieBook::build(files.cookies, Arc::clone(&trackers)),
            trackers,
            owners: OwnerBook::build(&files.owners),
            legal: LegalBook::build(files.legal),
            declarations: DeclarationWords::build(files.declarations),
            lists: lists::Shelf::default(),
            used: vec![used],
            digest,
        }
    }
}
