//! `consentinel evaluate`: judge stored evidence again.

use std::path::Path;

use super::arguments::EvaluateArguments;
use super::configuration::{self, Configuration};
use super::exit::{Exit, Trouble};
use super::judges::Judges;
use super::outputs::Outputs;
use super::place;
use super::print::{self, Harvest};
use crate::bundle;
use crate::evidence::Evidence;

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: EvaluateArguments) -> Result<Exit, Trouble> {
    let configuration = Configuration::find(words.judging.config.as_deref())?;
    let judges = Judges::load(&words.judging, configuration.as_ref())?;
    let common = configuration::common(configuration.as_ref());
    let outputs = Outputs::of(&configuration::forms(&words.forms, &common)?)?;
    let mut harvest = Harvest::new();
    for given in &words.bundles {
        let evidence = match read(given) {
            Ok(evidence) => evidence,
            Err(trouble) => {
                harvest.miss(&given.display().to_string(), &trouble);
                continue;
            }
        };
        let report = judges.report(&evidence);
        let mut file = place::bundle(given).join(bundle::EVIDENCE_FILE);
        if let Some(folder) = &words.output {
            let folder = folder.join(bundle::site_folder(&evidence.target));
            harvest.note(print::keep(&report, judges.run(), &folder));
            file = folder.join("report.json");
        }
        let anchor = judges.anchor(&report, &file);
        harvest.take(report, anchor);
    }
    Ok(harvest.finish(judges.run(), &words.printing, &outputs))
}

/// The evidence of a bundle, or of the site folder around it.
///
/// # Errors
/// No bundle, or one that is not as it was written.
pub fn read(given: &Path) -> Result<Evidence, Trouble> {
    bundle::read(&place::bundle(given)).map_err(|why| Trouble::usage(why.to_string()))
}
