//! `consentinel evaluate`: judge stored evidence again.

use std::path::Path;

use super::arguments::EvaluateArguments;
use super::configuration::{self, Configuration};
use super::exit::{Exit, Trouble};
use super::judge::Drawings;
use super::judges::Judges;
use super::outputs::Outputs;
use super::paper::Paper;
use super::print::Harvest;
use super::progress::Progress;
use super::{layout, output, place};
use crate::bundle;
use crate::evidence::{Evidence, Gatherings};

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: EvaluateArguments) -> Result<Exit, Trouble> {
    let configuration = Configuration::find(words.judging.config.as_deref())?;
    let judges = Judges::load(&words.judging, configuration.as_ref())?.held_against(&words.held)?;
    let common = configuration::common(configuration.as_ref());
    let mut inputs = judges.inputs();
    words.bundles.iter().for_each(|given| inputs.add("a bundle", place::bundle(given)));
    let mut outputs = Outputs::of(&configuration::forms(&words.forms, &common)?, Paper::found(), inputs)?;
    if words.forms.layout.is_some() && words.output.is_none() {
        return Err(Trouble::usage("--layout: say where with --output DIR"));
    }
    // Files of a site are written with a page that draws.
    let drawings = if words.output.is_some() { Drawings::Wanted } else { outputs.drawings() };
    let progress = Progress::of(&words.progress, words.bundles.len(), Vec::new());
    progress.judging_by(judges.run());
    let mut harvest = Harvest::new(&progress);
    for given in &words.bundles {
        let word = given.display().to_string();
        progress.target(&word, 0);
        let gathered = match read_whole(given) {
            Ok(gathered) => gathered,
            Err(trouble) => {
                harvest.miss(&word, &trouble);
                continue;
            }
        };
        if let Some(said) = judges.stranger(&gathered.evidence.target) {
            output::complain(&format!("{word}: {said}"));
        }
        let case = judges.case(&gathered, drawings);
        let mut file = place::bundle(given).join(bundle::EVIDENCE_FILE);
        if let Some(folder) = &words.output {
            let folder = folder.join(bundle::site_folder(&gathered.evidence.target));
            let (evidence, place) = (&gathered.evidence, place::bundle(given));
            harvest.note(&word, layout::keep(words.forms.layout, evidence, &case.report, &place, &folder));
            harvest.keep(&word, &case, judges.run(), &folder);
            file = folder.join("report.json");
        }
        outputs.see(&gathered.evidence);
        let anchor = judges.anchor(&case.report, &file);
        harvest.take(&word, case, anchor);
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

/// The same with the files that the evidence points at.
///
/// # Errors
/// As [`read`].
fn read_whole(given: &Path) -> Result<Gatherings, Trouble> {
    bundle::read_whole(&place::bundle(given)).map_err(|why| Trouble::usage(why.to_string()))
}
