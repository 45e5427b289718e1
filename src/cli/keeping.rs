//! How evidence is kept: redacted, within a size, signed, stamped. Words of the command line to settings, and what is
//! said of it.

#[cfg(feature = "chrome")]
use std::path::Path;

#[cfg(feature = "chrome")]
use super::bundle_arguments::{KeepingArguments, PicturesArgument};
use super::exit::Trouble;
#[cfg(feature = "chrome")]
use super::sign::Seal;
#[cfg(feature = "chrome")]
use crate::browser::Brought;
#[cfg(feature = "chrome")]
use crate::bundle;
use crate::evidence::{Gatherings, Kept, PicturesRedacted};
use crate::redact;
#[cfg(feature = "chrome")]
use crate::redact::Hidden;

/// How evidence is kept.
#[cfg(feature = "chrome")]
#[derive(Default)]
pub struct Keeping {
    redact: Option<PicturesRedacted>,
    size_limit: Option<u64>,
    seal: Seal,
}

#[cfg(feature = "chrome")]
impl Keeping {
    /// Reads the words and the key, before any browser starts.
    ///
    /// # Errors
    /// A key that cannot sign, a size or address that is none.
    pub fn of(words: &KeepingArguments) -> Result<Self, Trouble> {
        Ok(Self {
            redact: words.redact.map(|pictures| match pictures {
                PicturesArgument::DropPictures => PicturesRedacted::LeftOut,
                PicturesArgument::KeepPictures => PicturesRedacted::Kept,
            }),
            size_limit: words.size_limit.as_deref().map(size).transpose()?,
            seal: Seal::of(words.sign.as_deref(), words.timestamp.as_deref())?,
        })
    }

    /// Gatherings as they are to be written, and what is to be said of it: without the secrets that were handed over.
    ///
    /// # Errors
    /// No random salt, or a fault of the program.
    pub fn shape(&self, gatherings: Gatherings, brought: &Brought) -> Result<Gatherings, Trouble> {
        let secrets = brought.from_environment.iter();
        let secrets: Vec<Hidden<'_>> = secrets.map(|(name, value)| Hidden { name, value: value.reveal() }).collect();
        let gatherings = redact::hide(gatherings, &secrets).map_err(|why| Trouble::incomplete(why.to_string()))?;
        let mut gatherings = match self.redact {
            Some(pictures) => redacted(&gatherings, pictures)?,
            None => gatherings,
        };
        if let Some(most) = self.size_limit {
            let length =
                bundle::keep_within(&mut gatherings, most).map_err(|why| Trouble::incomplete(why.to_string()))?;
            if length > most {
                super::output::complain(&format!(
                    "the bundle has {length} bytes, more than --size-limit allows: what is left in it is never dropped"
                ));
            }
        }
        Ok(gatherings)
    }

    /// Signs and stamps a bundle that was written.
    ///
    /// # Errors
    /// A signature that cannot be written, an authority that does not answer. The bundle stands all the same.
    pub fn seal(&self, dir: &Path) -> Result<(), Trouble> {
        self.seal.lay_over(dir).map(|_| ())
    }
}

/// Gatherings with their values replaced under a salt that nobody keeps.
///
/// # Errors
/// No random salt, or a fault of the program.
pub fn redacted(gatherings: &Gatherings, pictures: PicturesRedacted) -> Result<Gatherings, Trouble> {
    let mut salt = [0_u8; redact::SALT_BYTES];
    getrandom::fill(&mut salt)
        .map_err(|why| Trouble::incomplete(format!("the system gave no random salt: {why}. Nothing was written")))?;
    redact::redact(gatherings, &salt, pictures).map_err(|why| Trouble::incomplete(why.to_string()))
}

/// What was done to evidence between its gathering and its bundle, for people.
pub fn kept_words(kept: &Kept) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(redacted) = &kept.redacted {
        let pictures = match redacted.pictures {
            PicturesRedacted::LeftOut => "pictures were left out",
            PicturesRedacted::Kept => "pictures were kept as they are",
        };
        words.push(format!("redacted: {} texts were replaced ({}); {pictures}", redacted.texts, redacted.method));
    }
    for dropped in &kept.dropped {
        let (what, limit) = (dropped.what.words(), kept.size_limit.unwrap_or_default());
        words.push(format!("left out to keep within {limit} bytes: {} {what}, {} bytes", dropped.items, dropped.bytes));
    }
    words.extend(kept.missing.iter().map(|one| format!("incomplete: the state {} is missing: {}", one.state, one.why)));
    words
}

/// A size in bytes: `20MB` is twenty million, `20MiB` a little more.
#[cfg(feature = "chrome")]
fn size(word: &str) -> Result<u64, Trouble> {
    let refused = || Trouble::usage(format!("--size-limit {word}: a size, as in `20MB`, `500KB` or `1000000`"));
    let digits = word.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor: u64 = match word.trim().get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        _ => return Err(refused()),
    };
    let number: u64 = digits.trim().parse().map_err(|_| refused())?;
    number.checked_mul(factor).filter(|bytes| *bytes > 0).ok_or_else(refused)
}

#[cfg(all(test, feature = "chrome"))]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_and_others_refused() {
        for (word, bytes) in [("20MB", 20_000_000), ("1 kb", 1000), ("1MiB", 1 << 20), ("12345", 12_345)] {
            assert_eq!(size(word).unwrap(), bytes, "{word}");
        }
        for word in ["", "MB", "20XB", "-1", "0", "1.5MB", "99999999999999GB"] {
            assert!(size(word).is_err(), "{word}");
        }
    }
}
