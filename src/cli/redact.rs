//! `consentinel redact`: a copy of a bundle that can be passed on.

use super::bundle_arguments::RedactArguments;
use super::exit::{Exit, Trouble};
use super::{keeping, output, place};
use crate::bundle;
use crate::evidence::PicturesRedacted;

/// Runs the command.
///
/// # Errors
/// A bundle that cannot be read, a folder that cannot be written.
pub fn run(words: &RedactArguments) -> Result<Exit, Trouble> {
    let from = place::bundle(&words.bundle);
    let whole = bundle::read_whole(&from).map_err(|why| Trouble::usage(why.to_string()))?;
    let pictures = if words.keep_pictures { PicturesRedacted::Kept } else { PicturesRedacted::LeftOut };
    let redacted = keeping::redacted(&whole, pictures)?;
    let written = bundle::write(&redacted, &words.output).map_err(|why| Trouble::incomplete(why.to_string()))?;
    let said = keeping::kept_words(&redacted.evidence.kept).join("; ");
    output::say(&format!("{}  {said}", written.dir.display()));
    Ok(Exit::Clean)
}
