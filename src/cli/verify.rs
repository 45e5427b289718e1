//! `consentinel verify`: whether bundles are as they were written, who signed them, and when they were stamped.

use std::path::Path;

use super::arguments::VerifyArguments;
use super::exit::{Exit, Trouble};
use super::{keys, output, place};
use crate::bundle::sign::{self, CheckingKey, SignatureError};
use crate::bundle::timestamp::{self, TimestampError};
use crate::bundle::{self, Difference};
use crate::report::clean;

/// Runs the command. It ends with 0 if every bundle is as it was written and signed as asked, with 1 if one is not,
/// and with 2 if one could not be looked at.
///
/// # Errors
/// A key that cannot be used.
pub fn run(words: &VerifyArguments) -> Result<Exit, Trouble> {
    let key = words.key.as_deref().map(keys::checking).transpose()?;
    let mut exit = Exit::Clean;
    for given in &words.bundles {
        match look(&place::bundle(given), key.as_ref()) {
            Ok(look) => {
                output::say(&look.told());
                exit = exit.worst(look.exit());
            }
            Err(trouble) => {
                let lines: Vec<String> = trouble.message.lines().map(clean).collect();
                output::complain(&lines.join("\n"));
                exit = exit.worst(trouble.exit);
            }
        }
    }
    Ok(exit)
}

/// What came of looking at one bundle.
struct Look {
    head: String,
    /// What is wrong.
    wrong: Vec<String>,
    /// What is worth knowing.
    told: Vec<String>,
}

impl Look {
    fn exit(&self) -> Exit {
        if self.wrong.is_empty() { Exit::Clean } else { Exit::Findings }
    }

    fn told(&self) -> String {
        let outcome = if self.wrong.is_empty() { "as it was written" } else { "NOT as it should be" };
        let mut lines = vec![format!("{}  {outcome}", clean(&self.head))];
        // Names of files, words of a manifest and of a stamp are anybody's.
        lines.extend(self.wrong.iter().chain(&self.told).map(|line| format!("  {}", clean(line))));
        if !self.wrong.is_empty() {
            lines.push("  Do not rely on it: restore it from a copy, or collect again.".to_owned());
        }
        lines.join("\n")
    }
}

fn look(dir: &Path, key: Option<&CheckingKey>) -> Result<Look, Trouble> {
    let differences = bundle::verify(dir).map_err(|why| Trouble::usage(why.to_string()))?;
    let (beside, differ): (Vec<Difference>, Vec<Difference>) =
        differences.into_iter().partition(Difference::is_tolerable);
    let mut look = Look {
        head: dir.display().to_string(),
        wrong: differ.iter().map(ToString::to_string).collect(),
        told: beside.iter().map(ToString::to_string).collect(),
    };
    if let Ok(manifest) = bundle::manifest(dir) {
        let bytes: u64 = manifest.files.iter().map(|file| file.size).sum();
        look.told.insert(0, format!("{} files, {bytes} bytes, sha256 {}", manifest.files.len(), manifest.sha256));
        look.told.extend(super::keeping::kept_words(&manifest.kept));
    }
    signature(dir, key, &mut look)?;
    stamp(dir, &mut look)?;
    Ok(look)
}

fn signature(dir: &Path, key: Option<&CheckingKey>, look: &mut Look) -> Result<(), Trouble> {
    let Some(key) = key else {
        let there = sign::signatures(dir).into_iter();
        look.told.extend(there.map(|file| format!("{file}: not checked, no key was given (--key)")));
        return Ok(());
    };
    match sign::check(dir, key) {
        Ok(by) => look.told.push(format!("signed by {by}: the signature holds")),
        Err(SignatureError::Bundle(why)) => return Err(Trouble::usage(why.to_string())),
        Err(why) => look.wrong.push(format!("signature: {why}")),
    }
    Ok(())
}

fn stamp(dir: &Path, look: &mut Look) -> Result<(), Trouble> {
    match timestamp::check(dir) {
        Ok(None) => {}
        Ok(Some(stamp)) => look.told.push(stamp_words(&stamp)),
        Err(TimestampError::Bundle(why)) => return Err(Trouble::usage(why.to_string())),
        Err(why) => look.wrong.push(format!("time-stamp: {why}")),
    }
    Ok(())
}

/// What a time-stamp says, for people, and what of it was not checked.
pub fn stamp_words(stamp: &timestamp::Stamp) -> String {
    format!(
        "stamped {} by {}: it stamps this manifest; the authority's own signature was not checked",
        stamp.time,
        clean(&stamp.authority)
    )
}
