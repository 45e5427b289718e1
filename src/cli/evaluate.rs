//! `consentinel evaluate`: judge stored evidence again.

use std::path::Path;

use super::arguments::EvaluateArguments;
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::place;
use super::print::{self, Harvest};
use crate::bundle;
use crate::evidence::Evidence;

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: EvaluateArguments) -> Result<Exit, Trouble> {
    let judge = Judge::load(&words.judging)?;
    let mut harvest = Harvest::new();
    for given in &words.bundles {
        let reported = read(given).map(|evidence| {
            let report = judge.report(&evidence);
            if let Some(folder) = &words.output {
                harvest.note(print::keep(&report, &judge, &folder.join(bundle::site_folder(&evidence.target))));
            }
            report
        });
        harvest.take(reported);
    }
    Ok(harvest.finish(&judge, &words.printing))
}

/// The evidence of a bundle, or of the site folder around it.
///
/// # Errors
/// No bundle, or one that is not as it was written.
pub fn read(given: &Path) -> Result<Evidence, Trouble> {
    bundle::read(&place::bundle(given)).map_err(|why| Trouble::usage(why.to_string()))
}
