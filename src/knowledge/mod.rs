//! A typed view of what `rules/{cmps,cookies,trackers,owners,phrases,legal}` say: parse, index, look up.
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
//! | `record.rs` | where a platform keeps the choice, and how it is read |
//! | `unwrap.rs` | the forms in which it is stored |
//! | `signals/` | consent strings, calls and parameters decoded |
//! | `phrases/` | button words and consent sentences |
//! | `cookie.rs` | cookies and storage keys: the book and its look-up |
//! | `claim.rs` | everything that the book says of a name |
//! | `standing.rs` | how each claim stands to an item, and which decides |
//! | `cookie_file.rs` | the form of their files |
//! | `cookie_clash.rs` | names and patterns that two vendors own |
//! | `heuristic.rs` | what the shape of a name suggests |
//! | `name_pattern.rs` | patterns of names and paths |
//! | `host.rs` | hosts and sites |
//! | `tracker.rs` | hosts, endpoints, owners: the book and its look-up |
//! | `tracker_file.rs` | the form of their files |
//! | `owner.rs` | companies and the domains that belong to them |
//! | `lists/` | cookie lists, filter lists and the like that the user brought |
//! | `asked.rs` | what is asked of the built-in books and the user's lists together |
//! | `legal.rs` | citable provisions |
//! | `declaration.rs` | words by which declarations of cookies are read |

mod asked;
mod claim;
mod cookie;
mod cookie_clash;
mod cookie_file;
mod declaration;
mod entry;
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
pub mod signals;
mod source;
mod standing;
mod tracker;
mod tracker_file;
mod unwrap;

pub use asked::{AddressQuery, AddressReading};
pub use claim::Claim;
pub use cookie::{CookieBook, CookieQuery, CookieReading, ItemShape, KnownBy, Purpose};
pub use cookie_file::{AppearsAs, Exemption, Place, SetBy};
pub use declaration::{Column, DeclarationWords, DeclaredLifetime};
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
pub use source::{SourceError, SourceText};
pub use standing::{Standing, Weighed};
pub use tracker::{TrackerBook, TrackerReading, UrlKind};
pub use unwrap::{Encoding, Lists, Pairs};

/// Everything that is known, loaded and checked.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// Consent platforms, by id.
    pub platforms: Vec<Platform>,
    /// Words and sentences.
    pub phrases: PhraseBook,
    /// Cookies and storage keys.
    pub cookies: CookieBook,
    /// Hosts and endpoints.
    pub trackers: TrackerBook,
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

impl KnowledgeUsed {
    fn of_texts(texts: &[SourceText], digest: &str) -> Self {
        let date = source::newest_date(texts);
        Self { name: "built-in".to_owned(), kind: "rules".to_owned(), digest: digest.to_owned(), date }
    }
}

/// The folders of its texts.
const FOLDERS: [&str; 6] = ["cmps/", "cookies/", "trackers/", "owners/", "phrases/", "legal/"];

fn digest(texts: &[SourceText]) -> String {
    let is_knowledge = |text: &&SourceText| FOLDERS.iter().any(|folder| text.path.starts_with(folder));
    let own: Vec<SourceText> = texts.iter().filter(is_knowledge).cloned().collect();
    source::digest(&own)
}

impl Knowledge {
    /// Loads knowledge from texts whose paths begin with `cmps/`, `cookies/`, `trackers/`, `owners/`, `phrases/`,
    /// `legal/` or `declarations/`; other paths are passed over.
    ///
    /// # Errors
    /// Every text that cannot be read or contradicts another, with file, line and caret.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let mut keep = |result: Result<(), Vec<SourceError>>| {
            if let Err(mut found) = result {
                errors.append(&mut found);
            }
        };
        let platforms = platform::load(texts);
        let phrases = PhraseBook::load(texts);
        let trackers = TrackerBook::load(texts);
        let cookies = CookieBook::load_beside(texts, trackers.as_ref().unwrap_or(&TrackerBook::default()));
        let owners = OwnerBook::load_beside(texts, trackers.as_ref().unwrap_or(&TrackerBook::default()));
        let legal = LegalBook::load(texts);
        let declarations = DeclarationWords::load(texts);
        keep(platforms.as_ref().map(|_| ()).map_err(Clone::clone));
        keep(phrases.as_ref().map(|_| ()).map_err(Clone::clone));
        keep(cookies.as_ref().map(|_| ()).map_err(Clone::clone));
        keep(trackers.as_ref().map(|_| ()).map_err(Clone::clone));
        keep(owners.as_ref().map(|_| ()).map_err(Clone::clone));
        keep(legal.as_ref().map(|_| ()).map_err(Clone::clone));
        keep(declarations.as_ref().map(|_| ()).map_err(Clone::clone));
        match (platforms, phrases, cookies, trackers, owners, legal, declarations) {
            (Ok(platforms), Ok(phrases), Ok(cookies), Ok(trackers), Ok(owners), Ok(legal), Ok(declarations)) => {
                let digest = digest(texts);
                let used = vec![KnowledgeUsed::of_texts(texts, &digest)];
                Ok(Self {
                    platforms,
                    phrases,
                    cookies,
                    trackers,
                    owners,
                    legal,
                    declarations,
                    lists: lists::Shelf::default(),
                    used,
                    digest,
                })
            }
            _ => Err(errors),
        }
    }
}
