//! Evidence whose values are replaced, so that it can be passed on: salted digests that keep length, shape, entropy and
//! equality, so that what can be derived from it stays the same as far as possible.
//!
//! It knows only [`crate::evidence`], does no I/O, and is handed its salt, which nobody keeps. Every text of the evidence
//! has a kind in `kinds.rs`; one that has none there is replaced, and a test names it.
//!
//! | file | holds |
//! |---|---|
//! | `kinds.rs` | the table: which text of the evidence is of which kind |
//! | `consent_string.rs` | strings of consent told from identifiers that begin like them |
//! | `hide.rs` | the user's own secrets, taken out of evidence that is kept |
//! | `walk.rs` | a way through evidence by its own schema |
//! | `replace.rs` | what each kind of text becomes |
//! | `runs.rs` | texts taken apart into runs of characters |
//! | `address.rs` | addresses, headers and `Set-Cookie` lines taken apart |
//! | `disguise.rs` | one token to another of the same shape |
//! | `shape.rs` | what of a token must stay the same |
//! | `secrets.rs` | values that are known, and how they look encoded or hashed |
//! | `words.rs` | what says nothing of a person and stays |

mod address;
mod consent_string;
mod disguise;
mod hide;
mod kinds;
mod replace;
mod runs;
mod secrets;
mod shape;
mod walk;
mod words;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::evidence::{Evidence, Gatherings, PicturesRedacted, Redacted};
pub use hide::{Hidden, hide};
use replace::Replacer;

/// The method and its version, as evidence names it.
const METHOD: &str = "hmac-sha256 by shape 1";

/// Bytes of the salt.
pub const SALT_BYTES: usize = 32;

/// Random bytes, fresh for each bundle and never kept.
pub type Salt = [u8; SALT_BYTES];

/// Why evidence could not be redacted.
#[derive(Debug, thiserror::Error)]
#[error("the evidence could not be redacted: {0}. Nothing was written; this is a fault of Consentinel")]
pub struct RedactError(String);

/// `gatherings` with their values replaced. What was redacted before is replaced once more.
///
/// # Errors
/// Evidence that JSON cannot hold, or a replacement that is no evidence any more: faults of this program.
pub fn redact(gatherings: &Gatherings, salt: &Salt, pictures: PicturesRedacted) -> Result<Gatherings, RedactError> {
    let wrap = |why: serde_json::Error| RedactError(why.to_string());
    let mut document = serde_json::to_value(&gatherings.evidence).map_err(wrap)?;
    let mut replacer = Replacer::new(salt, &gatherings.evidence);
    walk::Map::of(&schema()).walk(&mut document, &mut |at, text| replacer.replace(at, text));
    let mut evidence: Evidence = serde_json::from_value(document).map_err(wrap)?;
    evidence.kept.redacted = Some(Redacted { method: METHOD.to_owned(), texts: replacer.changed, pictures });
    let mut files = gatherings.files.clone();
    if pictures == PicturesRedacted::LeftOut {
        files.clear();
        evidence.each_file(&mut |_, path| *path = None);
    }
    Ok(Gatherings { evidence, files })
}

/// The schema of evidence as it is written.
fn schema() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Evidence>().to_value()
}

/// Texts of the evidence that have no kind, by type and field. They are replaced; there should be none.
pub fn unclassified() -> Vec<String> {
    let mut texts = texts();
    texts.retain(|(owner, field)| kinds::kind(owner, field).is_none());
    texts.into_iter().map(|(owner, field)| format!("{owner}.{field}")).collect()
}

/// Every free text that evidence can hold, by type and field.
pub fn texts() -> Vec<(String, String)> {
    walk::Map::of(&schema()).texts().into_iter().collect()
}

/// Lines of the table that fit nothing in the evidence.
pub fn idle() -> Vec<String> {
    let texts = texts();
    let fits = |name: &&str| !texts.iter().any(|(owner, field)| format!("{owner}.{field}") == **name);
    kinds::names().filter(fits).map(str::to_owned).collect()
}
